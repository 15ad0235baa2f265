import Foundation
import Synchronization
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaTestSupport
import Testing

@testable import TabaqaServer

@Suite("The tile cache")
struct TileCacheTests {
    private static func folder() -> String {
        FileManager.default.temporaryDirectory.appending(path: "tabaqa-cache-\(UUID().uuidString)").path
    }

    private static func key(_ number: Int) -> TileKey {
        var key = TileKey()
        key.mix(number)
        return key
    }

    private static func tile(_ size: Int, _ fill: UInt8 = 7) -> CachedTile {
        CachedTile(bytes: [UInt8](repeating: fill, count: size), dropped: 3, suspect: 4)
    }

    @Test func `Keys differ with every part and with where one ends`() {
        var (first, second) = (TileKey(), TileKey())
        first.mix("ab")
        first.mix("c")
        second.mix("a")
        second.mix("bc")
        #expect(first != second)
        let texts = Set((0..<20_000).map { Self.key($0).text })
        #expect(texts.count == 20_000)
        #expect(texts.allSatisfy { $0.utf8.count == 32 })
    }

    @Test func `Memory stays within its bound and forgets what was not used longest`() {
        let memory = TileMemory(limit: 100_000)
        for number in 0..<1000 {
            memory.put(Self.tile(1000), for: Self.key(number))
            _ = memory[Self.key(0)]
            #expect(memory.size <= 100_000)
        }
        #expect(memory[Self.key(0)] != nil)
        #expect(memory[Self.key(999)] != nil)
        #expect(memory[Self.key(500)] == nil)
        memory.put(Self.tile(90_000), for: Self.key(5000))
        #expect(memory[Self.key(5000)] == nil, "one tile must not push out all others")
        memory.put(Self.tile(10), for: Self.key(999))
        #expect(memory[Self.key(999)]?.bytes.count == 10)
    }

    @Test func `A file is believed only whole and under its own name`() throws {
        let folder = Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let disk = try #require(TileDisk(directory: folder, limit: 1 << 20))
        let key = Self.key(1)
        disk.put(Self.tile(5000), for: key)
        #expect(disk[key] == Self.tile(5000))
        let path = "\(folder)/\(key.text.prefix(2))/\(key.text)"
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        var damages: [Data] = [whole.dropLast(1), Data(), whole + [0], Data(whole.prefix(40))]
        for position in [0, 9, 25, 33, 41, 49, 60, whole.count - 1] {
            var damaged = whole
            damaged[position] ^= 0x10
            damages.append(damaged)
        }
        for damaged in damages {
            try damaged.write(to: URL(fileURLWithPath: path))
            #expect(disk[key] == nil)
            #expect(!FileManager.default.fileExists(atPath: path), "a damaged file is removed")
        }
        // Another tile's file in this one's place.
        let other = Self.key(2)
        let otherPath = "\(folder)/\(other.text.prefix(2))/\(other.text)"
        try FileManager.default.createDirectory(
            atPath: "\(folder)/\(other.text.prefix(2))", withIntermediateDirectories: true)
        try whole.write(to: URL(fileURLWithPath: otherPath))
        #expect(disk[other] == nil)
        // A link could lead anywhere.
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/etc/hostname")
        #expect(disk[key] == nil)
        let mode = try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int
        #expect(mode == 0o700)
    }

    @Test func `The folder is swept to its bound, the longest unused first, drafts of a crash too`() throws {
        let folder = Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let disk = try #require(TileDisk(directory: folder, limit: 200_000))
        for number in 0..<100 { disk.put(Self.tile(4000), for: Self.key(number)) }
        let draft = "\(folder)/\(Self.key(1).text.prefix(2))/~1"
        try Data([1, 2, 3]).write(to: URL(fileURLWithPath: draft))
        var times = [timespec(tv_sec: 1, tv_nsec: 0), timespec(tv_sec: 1, tv_nsec: 0)]
        utimensat(AT_FDCWD, draft, &times, 0)
        let kept = Self.key(50)
        let path = "\(folder)/\(kept.text.prefix(2))/\(kept.text)"
        if FileManager.default.fileExists(atPath: path) {
            var later = [
                timespec(tv_sec: time(nil) + 60, tv_nsec: 0), timespec(tv_sec: time(nil) + 60, tv_nsec: 0),
            ]
            utimensat(AT_FDCWD, path, &later, 0)
        } else {
            disk.put(Self.tile(4000), for: kept)
        }
        disk.sweep()
        var size = 0
        let files = try #require(FileManager.default.enumerator(atPath: folder))
        while let file = files.nextObject() as? String {
            size +=
                (try FileManager.default.attributesOfItem(atPath: "\(folder)/\(file)")[.size] as? Int).map {
                    file.contains("/") ? $0 : 0
                } ?? 0
        }
        #expect(size <= 200_000)
        #expect(!FileManager.default.fileExists(atPath: draft))
        #expect(disk[kept] != nil)
    }

    private static func cache(_ directory: String?, memory: Int = 1 << 20) -> TileCache {
        var settings = ServerSettings()
        settings.tileCacheDirectory = directory
        let engine = Engine(
            catalog: SampleLayers.catalog(), store: MemoryStore(), columnsDirectory: folder(),
            formatsExecutable: "/nonexistent")
        return TileCache(engine: engine, settings: settings, memoryBytes: memory)
    }

    @Test func `A tile that many ask for at once is made once, and all get it`() throws {
        let cache = Self.cache(nil)
        let made = Mutex(0)
        let got = Mutex<[CachedTile]>([])
        let group = DispatchGroup()
        for _ in 0..<16 {
            Thread.detachNewThread(in: group) {
                let tile = try? cache.tile(Self.key(1), persists: false) {
                    made.withLock { $0 += 1 }
                    usleep(50_000)
                    return (Self.tile(100), isKeepable: true)
                }
                if let tile { got.withLock { $0.append(tile) } }
            }
        }
        group.wait()
        #expect(made.withLock { $0 } == 1)
        #expect(got.withLock { $0 } == [CachedTile](repeating: Self.tile(100), count: 16))
    }

    @Test func `A failure reaches all who wait and is not kept`() throws {
        let cache = Self.cache(nil)
        let failures = Mutex(0)
        let group = DispatchGroup()
        for _ in 0..<8 {
            Thread.detachNewThread(in: group) {
                do {
                    _ = try cache.tile(Self.key(1), persists: false) {
                        usleep(20_000)
                        throw Fault(.storeBusy, "busy")
                    }
                } catch {
                    failures.withLock { $0 += 1 }
                }
            }
        }
        group.wait()
        #expect(failures.withLock { $0 } == 8)
        #expect(try cache.tile(Self.key(1), persists: false) { (Self.tile(5), true) }.bytes.count == 5)
    }

    @Test func `What may not be kept is not, and what persists is found by the next server`() throws {
        let folder = Self.folder()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let first = Self.cache(folder)
        _ = try first.tile(Self.key(1), persists: true) { (Self.tile(10), false) }
        #expect(first.held(Self.key(1)) == nil)
        _ = try first.tile(Self.key(2), persists: true) { (Self.tile(20), true) }
        _ = try first.tile(Self.key(3), persists: false) { (Self.tile(30), true) }
        #expect(first.held(Self.key(2)) != nil)
        let second = Self.cache(folder)
        #expect(try second.tile(Self.key(2), persists: true) { (Self.tile(1), true) }.bytes.count == 20)
        #expect(try second.tile(Self.key(3), persists: true) { (Self.tile(1), true) }.bytes.count == 1)
        #expect(try second.tile(Self.key(1), persists: true) { (Self.tile(1), true) }.bytes.count == 1)
    }
}

extension Thread {
    fileprivate static func detachNewThread(in group: DispatchGroup, _ body: @escaping @Sendable () -> Void) {
        group.enter()
        detachNewThread {
            body()
            group.leave()
        }
    }
}
