import Glibc

/// A regular file open for reading at any place.
struct InputFile: ~Copyable {
    let size: UInt64
    private let descriptor: Int32

    init(path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        var status = stat()
        guard descriptor >= 0, fstat(descriptor, &status) == 0 else {
            throw Failure(
                .noInput, "The file cannot be opened: \(String(cString: strerror(errno))).",
                remedy: "Check the name and the permissions.", file: path)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw Failure(
                .noInput, "This is not a file.", remedy: "Name one file: .shp, .zip, .gpkg, .kml, .xlsx.",
                file: path)
        }
        size = UInt64(max(0, status.st_size))
    }

    deinit { close(descriptor) }

    /// `count` bytes at `offset`, or nil when the file ends before.
    borrowing func bytes(at offset: UInt64, count: Int) -> [UInt8]? {
        guard count >= 0, offset <= size, UInt64(count) <= size - offset else { return nil }
        var done = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { room, filled in
            while done < count, let base = room.baseAddress {
                let got = pread(descriptor, base + done, count - done, off_t(offset) + off_t(done))
                if got <= 0 { break }
                done += got
            }
            filled = done
        }
        return done == count ? bytes : nil
    }
}
