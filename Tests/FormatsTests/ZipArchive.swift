import Foundation

/// Zip archives made by hand, because honest tools do not make dishonest ones.
enum ZipArchive {
    /// An archive of one member that claims to unpack to `size` bytes.
    static func empty(member: String, claiming size: UInt32) -> Data {
        let name = Data(member.utf8)
        var data = Data()
        data.append(little(0x0403_4B50, 4) + little(20, 2) + little(0, 2) + little(8, 2) + little(0, 4))
        data.append(
            little(0, 4) + little(2, 4) + little(size, 4) + little(UInt32(name.count), 2) + little(0, 2))
        data.append(name + Data([3, 0]))
        let start = UInt32(data.count)
        data.append(little(0x0201_4B50, 4) + little(20, 2) + little(20, 2) + little(0, 2) + little(8, 2))
        data.append(
            little(0, 4) + little(0, 4) + little(2, 4) + little(size, 4) + little(UInt32(name.count), 2))
        data.append(Data(count: 12) + little(0, 4) + name)
        let length = UInt32(data.count) - start
        data.append(little(0x0605_4B50, 4) + Data(count: 4) + little(1, 2) + little(1, 2))
        data.append(little(length, 4) + little(start, 4) + little(0, 2))
        return data
    }

    private static func little(_ value: UInt32, _ count: Int) -> Data {
        Data((0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) })
    }
}
