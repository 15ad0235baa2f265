internal import Foundation
internal import Synchronization
public import TabaqaFeatureModel

/// Attachments as files beside the store, each named by the SHA-256 of its bytes (`ab/abcd…`) and there once.
///
/// Written under a passing name, synced, linked, and its folder synced, before anyone is told that it is there. Many
/// threads may use it at once; of several processes the first one sweeps.
public final class AttachmentFiles: Sendable {
    public let directory: String
    /// Held for the process's life, so that no other sweeps what this one is writing.
    private let claim: Int32
    private let ballast: Ballast
    private let isBroken = Atomic(false)
    /// Between giving a file its name and noting its age, and between looking at its age and removing it.
    private let naming = Mutex(())

    /// Makes the folders where they are not there and sweeps what a killed process left.
    public init(directory: String) throws {
        self.directory = directory
        ballast = Ballast(path: directory + "/.ballast")
        do {
            for name in ["", "/.new", "/.uploads"] + (0..<256).map({ "/" + Self.folder(UInt8($0)) }) {
                try FileManager.default.createDirectory(
                    atPath: directory + name, withIntermediateDirectories: true,
                    attributes: [.posixPermissions: 0o700])
            }
            try GrowingFile.sync(folder: directory)
        } catch {
            throw Fault(
                .fileUnwritable, "Cannot create the folder for attachments.",
                at: Fault.Place(file: directory), remedy: "Check permissions and free space.")
        }
        claim = open(directory + "/.lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        if claim >= 0, flock(claim, LOCK_EX | LOCK_NB) == 0 {
            for name in (try? FileManager.default.contentsOfDirectory(atPath: directory + "/.new")) ?? [] {
                unlink(directory + "/.new/" + name)
            }
            ballast.restore()
        }
    }

    deinit {
        if claim >= 0 { _ = close(claim) }
    }

    /// A new file to be filled.
    ///
    /// - Parameter limit: bytes beyond which it is refused.
    /// - Throws: `disk.full`.
    public func begin(limit: Int64 = .max) throws -> AttachmentWriter {
        try requireRoom()
        let name = String(UInt64.random(in: 0 ... .max), radix: 36)
        do {
            return AttachmentWriter(
                try GrowingFile(creating: directory + "/.new/" + name), into: self, limit: limit)
        } catch let fault as Fault {
            throw noted(fault)
        }
    }

    /// Where the content lies. Nil where it is not.
    public func path(of content: Blob) -> String? {
        guard let path = path(sha256: content.sha256), access(path, F_OK) == 0 else { return nil }
        return path
    }

    /// Removes content that no observation holds and nobody touched since `time`.
    ///
    /// - Parameters:
    ///   - time: milliseconds since 1970; at least a day back, so that what was received and is about to be stored
    ///     stays.
    ///   - isHeld: by SHA-256 in hexadecimal.
    /// - Returns: how many were removed.
    @discardableResult
    public func sweep(untouchedSince time: Int64, unless isHeld: (String) throws -> Bool) throws -> Int {
        var count = 0
        for first in 0..<256 {
            let folder = directory + "/" + Self.folder(UInt8(first))
            for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            where path(sha256: name) != nil {
                let path = folder + "/" + name
                guard Self.age(path, isBefore: time), try !isHeld(name) else { continue }
                try naming.withLock { _ in
                    // Again: the same content may have come, and been stored, while nobody looked.
                    guard Self.age(path, isBefore: time), try !isHeld(name), unlink(path) == 0 else { return }
                    count += 1
                }
            }
        }
        return count
    }

    /// Gives up the space kept for emergencies, so that erasing and tidying up still work on a full disk.
    public func makeRoom() { ballast.release() }

    /// Takes back the space kept for emergencies where there is room again.
    public func tend() { ballast.restore() }

    // MARK: writing

    func requireRoom() throws {
        guard !isBroken.load(ordering: .relaxed) else {
            throw Fault(
                .storeFailure, "The disk failed to keep an attachment; no more are taken.",
                remedy: "Check the disk, then start the server again.")
        }
        guard ballast.leavesRoom() else { throw GrowingFile.full }
    }

    /// Frees what can be freed when the disk is full.
    func noted(_ fault: Fault) -> Fault {
        if fault.code == .diskFull { ballast.release() }
        return fault
    }

    /// Syncs the file; after a failure nothing the disk says is believed any more.
    func sync(_ file: GrowingFile) throws {
        do {
            try file.sync()
        } catch let fault as Fault {
            if fault.code != .diskFull { isBroken.store(true, ordering: .relaxed) }
            throw noted(fault)
        }
    }

    /// Gives a synced file its name for good; `path` stays a name of it too unless the content was there already.
    func keep(_ path: String, sha256: String, size: Int64) throws {
        guard let target = self.path(sha256: sha256) else {
            throw Fault(.attachmentHash, "“\(sha256.prefix(80))” is no SHA-256.")
        }
        do {
            try naming.withLock { _ in
                if link(path, target) != 0 {
                    guard errno == EEXIST else { throw GrowingFile.fault(errno) }
                    var status = stat()
                    if stat(target, &status) == 0, Int64(status.st_size) == size {
                        // Young again, for the sweep.
                        utimes(target, nil)
                    } else if rename(path, target) != 0 {
                        throw GrowingFile.fault(errno)
                    }
                }
            }
            // Whoever came first may not have synced it yet.
            try GrowingFile.sync(folder: directory + "/" + sha256.prefix(2))
        } catch let fault as Fault {
            throw noted(fault)
        }
    }

    private func path(sha256: String) -> String? {
        guard sha256.utf8.count == 64,
            sha256.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        return "\(directory)/\(sha256.prefix(2))/\(sha256)"
    }

    private static func folder(_ byte: UInt8) -> String {
        (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }

    private static func age(_ path: String, isBefore time: Int64) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        return Int64(status.st_mtim.tv_sec) * 1000 < time
    }
}
