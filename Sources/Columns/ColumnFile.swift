internal import Glibc
public import TabaqaFeatureModel

/// A layer's rows as one memory-mappable file: sorted along the Hilbert curve, one array per coordinate and
/// property, with block statistics. Derived from the store: delete it and it is built again.
public enum ColumnFile {
    /// How much of a file to check before it is believed.
    public enum Verification: Sendable {
        /// Header, table and every byte, at memory speed.
        case everything
        /// Header and table now, each section when it is first used; readers then throw `columns.damaged`.
        case onFirstUse
    }

    /// Writes the rows `scan` gives into the file at `path`, replacing it by rename.
    ///
    /// - Parameter scan: calls its argument with every batch of the layer and returns the revision they
    ///   belong to.
    /// - Throws: `file.unwritable`, and what `scan` throws; an older file then stays as it was.
    public static func build(
        at path: String, layer: LayerDefinition, scan: ((FeatureBatch) throws -> Void) throws -> Int64
    ) throws {
        var builder = LayerColumnsBuilder(layer: layer)
        let revision = try scan { try builder.append($0) }
        try builder.write(to: path, revision: revision)
    }

    /// Maps the file at `path`.
    ///
    /// - Throws: `file.missing`; `columns.damaged` when it is foreign, truncated, damaged, of another version
    ///   or of another definition of the layer: build it again.
    public static func open(
        at path: String, layer: LayerDefinition, verifying verification: Verification = .everything
    ) throws -> LayerColumns {
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw Fault(
                errno == ENOENT ? .fileMissing : .columnsDamaged,
                "The column file cannot be read: \(String(cString: strerror(errno))).", at: .init(file: path))
        }
        var keepsDescriptor = false
        defer { if !keepsDescriptor { close(descriptor) } }
        func damaged(_ what: String) -> Fault {
            Fault(
                .columnsDamaged, "The column file \(what).", at: .init(file: path),
                remedy: "Delete it; it is derived from the store and is built again when needed.")
        }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            throw damaged("is not a regular file")
        }
        let fixed = read(descriptor, count: ColumnHeader.fixedBytes)
        guard let sectionCount = ColumnHeader.sectionCount(fixed) else {
            throw damaged("is not one of this version")
        }
        let bytes = read(
            descriptor, count: ColumnHeader.fixedBytes + sectionCount * ColumnHeader.sectionBytes)
        guard let header = ColumnHeader(bytes) else { throw damaged("has a damaged header") }
        guard Int64(status.st_size) == Int64(header.fileSize) else { throw damaged("is truncated") }
        guard header.fingerprint == LayerFingerprint.of(layer) else {
            throw damaged("belongs to another definition of layer “\(layer.id)”")
        }
        guard let file = MappedFile(descriptor: descriptor, size: Int(header.fileSize)) else {
            throw damaged("cannot be mapped")
        }
        keepsDescriptor = true
        let columns = LayerColumns(layer: layer, header: header, file: file, path: path)
        try columns.check(everything: verification == .everything)
        return columns
    }

    private static func read(_ descriptor: Int32, count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < count {
            let got = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress?.advanced(by: done), count - done, off_t(done))
            }
            if got < 0, errno == EINTR { continue }
            guard got > 0 else { return Array(bytes[..<done]) }
            done += got
        }
        return bytes
    }
}
