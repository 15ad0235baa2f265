internal import Foundation
internal import Synchronization
public import TabaqaEngine
internal import TabaqaFeatureModel

/// Tiles made before: in memory, then on disk. A tile that several ask for at once is made once.
public final class TileCache: Sendable {
    private let memory: TileMemory
    private let disk: TileDisk?
    private let flights = Mutex<[TileKey: Flight]>([:])
    let editions: TileEditions

    /// Bytes of tiles in memory.
    public static let memoryBytes = 128 << 20

    public init(engine: Engine, settings: ServerSettings, memoryBytes: Int = TileCache.memoryBytes) {
        memory = TileMemory(limit: min(memoryBytes, settings.tileCacheBytes))
        disk =
            settings.tileCacheBytes == 0
            ? nil
            : settings.tileCacheDirectory.flatMap {
                TileDisk(directory: $0, limit: settings.tileCacheBytes)
            }
        editions = TileEditions(engine)
    }

    /// A tile being made, and who waits for it.
    private final class Flight: Sendable {
        private let condition = NSCondition()
        nonisolated(unsafe) private var result: Result<CachedTile, any Error>?

        func land(_ result: Result<CachedTile, any Error>) {
            condition.lock()
            self.result = result
            condition.broadcast()
            condition.unlock()
        }

        func wait() throws -> CachedTile {
            condition.lock()
            defer { condition.unlock() }
            while true {
                if let result { return try result.get() }
                condition.wait()
            }
        }
    }

    /// The tile if it is in memory.
    func held(_ key: TileKey) -> CachedTile? { memory[key] }

    /// - Parameters:
    ///   - persists: whether it is worth a place on disk.
    ///   - make: the tile, and whether it may be kept under the key.
    func tile(
        _ key: TileKey, persists: Bool, make: () throws -> (CachedTile, isKeepable: Bool)
    ) throws -> CachedTile {
        if let tile = memory[key] { return tile }
        let (flight, isOwn) = flights.withLock { flights in
            if let flight = flights[key] { return (flight, false) }
            let flight = Flight()
            flights[key] = flight
            return (flight, true)
        }
        guard isOwn else { return try flight.wait() }
        let result = Result { try find(key, persists: persists, make) }
        // Only now: whoever comes from here on finds it in memory.
        flights.withLock { _ = $0.removeValue(forKey: key) }
        flight.land(result)
        return try result.get()
    }

    private func find(
        _ key: TileKey, persists: Bool, _ make: () throws -> (CachedTile, isKeepable: Bool)
    ) throws -> CachedTile {
        // Another flight may have landed since memory was looked at.
        if let tile = memory[key] { return tile }
        let disk = persists ? disk : nil
        if let tile = disk?[key] {
            memory.put(tile, for: key)
            return tile
        }
        let (tile, isKeepable) = try make()
        if isKeepable {
            memory.put(tile, for: key)
            disk?.put(tile, for: key)
        }
        return tile
    }
}
