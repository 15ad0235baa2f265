internal import Synchronization

/// The tiles asked for last, bounded in bytes.
final class TileMemory: Sendable {
    fileprivate struct Entry {
        var key: TileKey
        var tile: CachedTile
        /// Places in `entries`; −1: none.
        var newer: Int
        var older: Int
    }

    fileprivate struct State {
        var entries: [Entry] = []
        var free: [Int] = []
        var places: [TileKey: Int] = [:]
        var newest = -1
        var oldest = -1
        var size = 0
    }

    let limit: Int
    private let state = Mutex(State())

    init(limit: Int) {
        self.limit = limit
    }

    /// Bytes held.
    var size: Int { state.withLock { $0.size } }

    subscript(key: TileKey) -> CachedTile? {
        state.withLock { state -> CachedTile? in
            guard let place = state.places[key] else { return nil }
            state.unlink(place)
            state.link(place)
            return state.entries[place].tile
        }
    }

    func put(_ tile: CachedTile, for key: TileKey) {
        // One tile must not push out all others.
        guard tile.size <= limit / 8 else { return }
        state.withLock { state in
            if let place = state.places[key] { state.remove(place) }
            state.insert(Entry(key: key, tile: tile, newer: -1, older: -1))
            while state.size > limit, state.oldest >= 0 { state.remove(state.oldest) }
        }
    }
}

extension TileMemory.State {
    fileprivate mutating func insert(_ entry: TileMemory.Entry) {
        let place: Int
        if let reused = free.popLast() {
            place = reused
            entries[place] = entry
        } else {
            place = entries.count
            entries.append(entry)
        }
        places[entry.key] = place
        size += entry.tile.size
        link(place)
    }

    /// Makes the entry the newest.
    fileprivate mutating func link(_ place: Int) {
        entries[place].newer = -1
        entries[place].older = newest
        if newest >= 0 { entries[newest].newer = place }
        newest = place
        if oldest < 0 { oldest = place }
    }

    fileprivate mutating func unlink(_ place: Int) {
        let (newer, older) = (entries[place].newer, entries[place].older)
        if newer >= 0 { entries[newer].older = older } else { newest = older }
        if older >= 0 { entries[older].newer = newer } else { oldest = newer }
    }

    fileprivate mutating func remove(_ place: Int) {
        unlink(place)
        size -= entries[place].tile.size
        places[entries[place].key] = nil
        entries[place].tile = CachedTile(bytes: [])
        free.append(place)
    }
}
