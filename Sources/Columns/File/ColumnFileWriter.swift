internal import Glibc
internal import TabaqaFeatureModel

/// Writes sections one after another into a temporary file and puts it in place by rename.
struct ColumnFileWriter: ~Copyable {
    private let path: String
    private let temporary: String
    private let descriptor: Int32
    private var offset: UInt64
    private var sections: [ColumnHeader.Section] = []
    private let reserved: Int
    private var isFinished = false

    /// - Parameter sectionLimit: how many sections room is left for in front.
    init(path: String, sectionLimit: Int) throws {
        self.path = path
        temporary = path + ".\(getpid()).\(UInt32.random(in: 0 ... .max)).tmp"
        descriptor = Glibc.open(temporary, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.unwritable(path) }
        reserved = (ColumnHeader.fixedBytes + sectionLimit * ColumnHeader.sectionBytes + 63) / 64 * 64
        offset = UInt64(reserved)
    }

    deinit {
        if !isFinished {
            close(descriptor)
            unlink(temporary)
        }
    }

    mutating func add<Element: BitwiseCopyable>(
        _ kind: SectionKind, column: Int? = nil, _ values: [Element]
    ) throws {
        try values.withUnsafeBytes { try add(kind, column: column, bytes: $0) }
    }

    mutating func add(_ kind: SectionKind, column: Int?, bytes: UnsafeRawBufferPointer) throws {
        try write(bytes, at: offset)
        sections.append(
            ColumnHeader.Section(
                kind: kind.rawValue, column: column.map(UInt16.init) ?? ColumnHeader.noColumn, offset: offset,
                length: UInt64(bytes.count), checksum: SectionChecksum.of(bytes)))
        offset = (offset + UInt64(bytes.count) + 63) / 64 * 64
    }

    /// Writes the header, makes the file durable and renames it over `path`.
    consuming func finish(
        revision: Int64, fingerprint: UInt64, rowCount: Int, regularCount: Int, square: CurveSquare
    ) throws {
        let header = ColumnHeader(
            revision: revision, fingerprint: fingerprint, rowCount: UInt64(rowCount),
            regularCount: UInt64(regularCount), square: square, fileSize: offset, sections: sections)
        guard header.byteCount <= reserved else {
            throw Fault(.columnsDamaged, "A column file cannot hold \(sections.count) sections.")
        }
        try header.encoded().withUnsafeBytes { try write($0, at: 0) }
        guard ftruncate(descriptor, off_t(offset)) == 0, fsync(descriptor) == 0 else {
            throw Self.unwritable(path)
        }
        guard rename(temporary, path) == 0 else { throw Self.unwritable(path) }
        close(descriptor)
        isFinished = true
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
        let directory = Glibc.open(folder.isEmpty ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        if directory >= 0 {
            fsync(directory)
            close(directory)
        }
    }

    private func write(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) throws {
        var done = 0
        while done < bytes.count {
            let part = min(bytes.count - done, 1 << 30)
            let written = pwrite(
                descriptor, bytes.baseAddress?.advanced(by: done), part, off_t(offset) + off_t(done))
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw Self.unwritable(path) }
            done += written
        }
    }

    private static func unwritable(_ path: String) -> Fault {
        Fault(
            .fileUnwritable, "Cannot write the column file: \(String(cString: strerror(errno))).",
            at: .init(file: path),
            remedy: "Free space or make the folder writable; it holds derived data only.")
    }
}
