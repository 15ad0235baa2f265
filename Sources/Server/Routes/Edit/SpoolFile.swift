internal import Foundation
internal import TabaqaFeatureModel

/// A file without a future, in which an answer grows while its request is still being read. One thread at a time.
final class SpoolFile {
    private let path: String
    private var file: FileHandle?

    /// - Throws: `disk.full`.
    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/tabaqa-answer-" + UUID().uuidString
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw Self.full }
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    deinit { discard() }

    func write(_ bytes: [UInt8]) throws {
        do { try file?.write(contentsOf: bytes) } catch { throw Self.full }
    }

    /// Where it lies; whoever asks owns it from then on.
    func finish() throws -> String {
        guard let file else { throw Self.full }
        try? file.close()
        self.file = nil
        return path
    }

    func discard() {
        guard let file else { return }
        try? file.close()
        self.file = nil
        unlink(path)
    }

    private static let full = Fault(.diskFull, "There is no room for the answer.")
}
