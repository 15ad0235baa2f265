import Glibc

/// A directory beside the file to be written, in which a driver works under the final name; its files move to
/// their place only when all of them are whole and on the disk.
struct TemporaryOutput: ~Copyable {
    /// The directory in work, for the signal handlers, which can own nothing.
    nonisolated(unsafe) private static var unfinished: UnsafeMutablePointer<CChar>?

    let target: String
    private let directory: String
    private let folder: String
    private let name: String

    /// - Parameters:
    ///   - target: the file as the caller named it.
    ///   - workingName: the name under which a driver writes the file that becomes the target.
    /// - Throws: a ``Failure`` when the folder cannot be written to.
    init(target: String, workingName: String) throws {
        self.target = target
        let cut = target.lastIndex(of: "/")
        folder = cut.map { String(target[..<$0]) + "/" } ?? "./"
        let last = cut.map { String(target[target.index(after: $0)...]) } ?? target
        name = workingName
        // Without the target's ending: GDAL takes a path component that holds ".xlsx" for an archive.
        directory = folder + ".tabaqa-\(getpid()).part"
        guard !last.isEmpty, last != ".", last != "..", mkdir(directory, 0o700) == 0 else {
            throw Failure(
                .cannotCreate, "The file cannot be created: \(String(cString: strerror(errno))).",
                remedy: "Check that the folder exists and may be written to.", file: target)
        }
        TemporaryOutput.unfinished = strdup(directory)
    }

    deinit { TemporaryOutput.removeUnfinished() }

    /// Where the driver writes.
    var path: String { directory + "/" + name }

    /// Moves every file to its place, the one the caller named last.
    func finish(removing stale: [String] = []) throws {
        let made = TemporaryOutput.entries(of: directory)
        for file in made { try flush(directory + "/" + file) }
        let main = made.contains(name) ? name : nil
        for file in made where file != main { try move(file, to: folder + file) }
        for file in stale where !made.contains(file) { unlink(folder + file) }
        if let main { try move(main, to: target) }
        try? flush(folder)
        TemporaryOutput.removeUnfinished()
    }

    private func move(_ file: String, to place: String) throws {
        guard rename(directory + "/" + file, place) == 0 else {
            throw Failure(
                .cannotCreate, "\(place) cannot be put in place: \(String(cString: strerror(errno))).",
                remedy: "Check that the folder may be written to.", file: target)
        }
    }

    private func flush(_ path: String) throws {
        let descriptor = open(path, O_RDONLY)
        defer { if descriptor >= 0 { close(descriptor) } }
        guard descriptor >= 0, fsync(descriptor) == 0 else {
            throw Failure(
                .inputOutput,
                "The file could not be brought to the disk: \(String(cString: strerror(errno))).",
                remedy: "Check that the disk has room.", file: target)
        }
    }

    /// Deletes the directory in work with what is in it.
    static func removeUnfinished() {
        guard let path = unfinished else { return }
        unfinished = nil
        let directory = String(cString: path)
        for file in entries(of: directory) {
            for inner in entries(of: directory + "/" + file) { unlink(directory + "/" + file + "/" + inner) }
            if unlink(directory + "/" + file) != 0 { rmdir(directory + "/" + file) }
        }
        rmdir(path)
    }

    private static func entries(of directory: String) -> [String] {
        guard let stream = opendir(directory) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names.sorted()
    }
}
