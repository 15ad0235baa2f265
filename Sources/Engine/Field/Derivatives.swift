internal import Foundation
internal import TabaqaExchange
public import TabaqaFeatureModel

/// How large a picture is made of a photo.
public enum DerivativeSize: String, Sendable, CaseIterable {
    case thumbnail, web

    /// The longer side, in pixels; photos that are smaller stay as small.
    public var side: Int {
        switch self {
        case .thumbnail: 320
        case .web: 1600
        }
    }
}

/// Small pictures of photos, made by another program and kept as files: `<sha256>-<side>.jpg`, and `.failed` with the
/// reason where none could be made.
///
/// Many threads may use it at once; at most two pictures are being made at any time.
final class Derivatives: Sendable {
    /// What failed is tried again after this many seconds: decoders learn.
    private static let memory = 86_400.0
    /// Seconds to wait for the turn, and for a picture.
    private static let patience = 60

    private let directory: String
    private let executable: String
    /// A photo's hash chooses its lane, so that nothing is made twice at once.
    private let lanes = [DispatchSemaphore(value: 1), DispatchSemaphore(value: 1)]

    init(directory: String, executable: String) {
        self.directory = directory
        self.executable = executable
    }

    /// - Parameter original: where the photo lies.
    /// - Throws: `attachment.type` for what no picture can be made of, `store.busy` when the turn does not come,
    ///   `disk.full`, `file.unsupported` without the program.
    func path(of photo: Blob, at original: String, size: DerivativeSize) throws -> String {
        guard Self.types.contains(photo.mediaType) else {
            throw Fault(
                .attachmentType, "No picture is made of \(photo.mediaType).",
                remedy: "Ask for the file itself.")
        }
        let stem = "\(directory)/\(photo.sha256)-\(size.side)"
        if let made = try known(stem) { return made }
        let lane = lanes[(photo.sha256.utf8.last.map(Int.init) ?? 0) % lanes.count]
        guard lane.wait(timeout: .now() + .seconds(Self.patience)) == .success else {
            throw Fault(.storeBusy, "Many pictures are being made.", remedy: "Ask again in a minute.")
        }
        defer { lane.signal() }
        if let made = try known(stem) { return made }
        try make(photo, original, size, stem)
        return stem + ".jpg"
    }

    /// Removes pictures of photos that are no longer there.
    func sweep(unless isThere: (String) -> Bool) {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? [] {
            let sha256 = String(name.prefix { $0 != "-" })
            if !isThere(sha256) { unlink("\(directory)/\(name)") }
        }
    }

    private static let types: Set<String> = [
        "image/jpeg", "image/png", "image/webp", "image/heic", "image/heif", "image/avif",
    ]

    private func known(_ stem: String) throws -> String? {
        if access(stem + ".jpg", R_OK) == 0 { return stem + ".jpg" }
        var status = stat()
        guard stat(stem + ".failed", &status) == 0,
            Date().timeIntervalSince1970 - Double(status.st_mtim.tv_sec) < Self.memory
        else { return nil }
        let reason = FileManager.default.contents(atPath: stem + ".failed") ?? Data()
        throw refusal(String(decoding: reason, as: UTF8.self))
    }

    private func make(_ photo: Blob, _ original: String, _ size: DerivativeSize, _ stem: String) throws {
        mkdir(directory, 0o700)
        let unfinished = stem + ".new"
        unlink(unfinished)
        defer { unlink(unfinished) }
        let run = MediaProcess(
            executable: executable, side: size.side, orientation: Self.orientation(of: photo, original))
        switch try run.outcome(photo: original, picture: unfinished, patience: Self.patience) {
        case .made:
            guard rename(unfinished, stem + ".jpg") == 0 else { throw GrowingFile.fault(errno) }
            unlink(stem + ".failed")
        case .refused(let reason):
            _ = FileManager.default.createFile(atPath: stem + ".failed", contents: Data(reason.utf8))
            throw refusal(reason)
        }
    }

    private func refusal(_ reason: String) -> Fault {
        Fault(
            .attachmentType, "No picture could be made of the photo. " + reason,
            remedy: "Ask for the file itself.")
    }

    /// As the photo's tags say. HEIF's decoder turns by itself.
    private static func orientation(of photo: Blob, _ path: String) -> Int {
        guard !["image/heic", "image/heif", "image/avif"].contains(photo.mediaType),
            let file = FileHandle(forReadingAtPath: path)
        else { return 1 }
        defer { try? file.close() }
        // WebP has its tags at the end.
        let most = photo.mediaType == "image/webp" ? 64 << 20 : 1 << 20
        return PhotoTags(Array((try? file.read(upToCount: most)) ?? Data())).orientation
    }
}

extension FieldDesk {
    /// Where a small picture of a photo lies: a JPEG made anew out of the photo's pixels, which holds nothing else of
    /// it. Made at the first call, which may take seconds, and kept.
    ///
    /// - Throws: `attachment.type` for what no picture can be made of, `attachment.missing`, `store.busy`, `disk.full`,
    ///   `file.unsupported` without the program that makes them.
    public func derivative(of photo: Blob, size: DerivativeSize) throws -> String {
        guard let original = files.path(of: photo) else {
            throw Fault(.attachmentMissing, "The photo is not there.")
        }
        return try derivatives.path(of: photo, at: original, size: size)
    }

    /// Removes pictures of photos that are no longer there.
    public func sweepDerivatives() throws {
        derivatives.sweep { files.path(of: Blob(sha256: $0, size: 0, mediaType: "")) != nil }
    }
}
