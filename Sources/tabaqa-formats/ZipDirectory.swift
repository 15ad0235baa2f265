import Glibc

/// The central directory of a zip archive, read before any driver may unpack it.
///
/// Follows PKWARE's APPNOTE 6.3.9, sections 4.3.12 to 4.3.16. A bomb is refused by what it declares; a member
/// that unpacks to more than it declares is cut short by the reader.
enum ZipDirectory {
    static let mostMembers = 20_000
    /// Below this an archive may pack as well as it likes.
    static let harmlessBytes: UInt64 = 16 << 20

    /// Whether the file begins as a zip archive does.
    static func looksLikeZip(_ path: String) -> Bool {
        guard let file = try? InputFile(path: path), let head = file.bytes(at: 0, count: 4) else {
            return false
        }
        return head == [0x50, 0x4B, 3, 4] || head == [0x50, 0x4B, 5, 6]
    }

    /// Refuses an archive that unpacks to too much, has too many members, or members that point outside it.
    static func check(_ path: String) throws {
        let file = try InputFile(path: path)
        guard let directory = ZipDirectory.locate(in: file),
            directory.size < 1 << 28, let bytes = file.bytes(at: directory.offset, count: Int(directory.size))
        else { throw damage(path) }
        var members = 0
        var total: UInt64 = 0
        var place = 0
        while place + 46 <= bytes.count, bytes.little(place, 4) == 0x0201_4B50 {
            let nameLength = Int(bytes.little(place + 28, 2))
            let extraLength = Int(bytes.little(place + 30, 2))
            let commentLength = Int(bytes.little(place + 32, 2))
            guard place + 46 + nameLength + extraLength <= bytes.count else { throw damage(path) }
            guard members < ZipDirectory.mostMembers else {
                throw refusal("holds more than \(ZipDirectory.mostMembers) members", path)
            }
            let name = String(decoding: bytes[(place + 46)..<(place + 46 + nameLength)], as: UTF8.self)
            if name.split(separator: "/", omittingEmptySubsequences: false).contains("..")
                || name.hasPrefix("/")
                || name.contains("\\..") || name.contains("\0")
            {
                throw ZipDirectory.refusal("holds a member that points outside it", path)
            }
            members += 1
            let extra = bytes[(place + 46 + nameLength)..<(place + 46 + nameLength + extraLength)]
            let size = ZipDirectory.unpackedSize(declared: bytes.little(place + 24, 4), extra: Array(extra))
            total = total.addingReportingOverflow(size).overflow ? .max : total + size
            place += 46 + nameLength + extraLength + commentLength
        }
        guard total <= Limits.unpackedBytes else {
            throw ZipDirectory.refusal("would unpack to \(total >> 20) MB", path)
        }
        guard total <= ZipDirectory.harmlessBytes || total / max(1, file.size) <= Limits.unpackingRatio else {
            throw ZipDirectory.refusal("would grow \(total / max(1, file.size)) times when unpacked", path)
        }
    }

    private static func damage(_ path: String) -> Failure {
        Failure(
            .badData, "The archive is damaged: its directory cannot be read.",
            remedy: "Download or pack the file again.", file: path)
    }

    private static func refusal(_ reason: String, _ path: String) -> Failure {
        Failure(
            .limitHit, "The archive \(reason) and is refused.",
            remedy: "Unpack it yourself if you trust it, and give the file inside.", file: path)
    }

    /// Finds the directory through its end record, or through the 64-bit one in front of it.
    private static func locate(in file: borrowing InputFile) -> (offset: UInt64, size: UInt64)? {
        let reach = min(file.size, 65_557)
        guard reach >= 22, let tail = file.bytes(at: file.size - reach, count: Int(reach)) else { return nil }
        var place = tail.count - 22
        while place >= 0, tail.little(place, 4) != 0x0605_4B50 { place -= 1 }
        guard place >= 0 else { return nil }
        let size = tail.little(place + 12, 4)
        let offset = tail.little(place + 16, 4)
        guard size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF || tail.little(place + 10, 2) == 0xFFFF else {
            // A self-extracting archive has bytes in front: the directory always ends where its end record
            // begins.
            let end = file.size - reach + UInt64(place)
            return end >= size ? (end - size, size) : nil
        }
        guard place >= 20, tail.little(place - 20, 4) == 0x0706_4B50,
            let record = file.bytes(at: tail.little(place - 12, 8), count: 56),
            record.little(0, 4) == 0x0606_4B50
        else { return nil }
        return (record.little(48, 8), record.little(40, 8))
    }

    /// The size from the 32-bit field, or from the 64-bit extra field when that one is full.
    private static func unpackedSize(declared: UInt64, extra: [UInt8]) -> UInt64 {
        guard declared == 0xFFFF_FFFF else { return declared }
        var place = 0
        while place + 4 <= extra.count {
            let length = Int(extra.little(place + 2, 2))
            if extra.little(place, 2) == 1, length >= 8, place + 12 <= extra.count {
                return extra.little(place + 4, 8)
            }
            place += 4 + length
        }
        return .max
    }
}

extension [UInt8] {
    /// The little-endian number of `count` bytes at `place`; 0 when it lies outside.
    fileprivate func little(_ place: Int, _ count: Int) -> UInt64 {
        guard place >= 0, place + count <= self.count else { return 0 }
        return (0..<count).reversed().reduce(0) { $0 << 8 | UInt64(self[place + $1]) }
    }
}
