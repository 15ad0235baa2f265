internal import Synchronization
internal import TabaqaFeatureModel

/// Values worked out for every row, kept where they can grow with the rows.
final class RowwiseStore: Sendable {
    /// One kind of values.
    private final class Shelf: Sendable {
        struct State {
            var version: Int64
            var memory: [MappedFile]
            var filled: Int
        }

        let state = Mutex<State?>(nil)
    }

    private let rowCapacity: Int
    private let shelves = Mutex<[String: Shelf]>([:])

    init(rowCapacity: Int) {
        self.rowCapacity = rowCapacity
    }

    /// `planes` arrays of `count` values; only rows not asked for before are made. Nil when there is no room.
    func values<Element: BitwiseCopyable & Sendable>(
        _ key: String, version: Int64, planes: Int, count: Int, _ make: (Range<Int>) throws -> [[Element]]
    ) throws -> [MappedArray<Element>]? {
        let shelf = shelves.withLock { shelves in
            if let shelf = shelves[key] { return shelf }
            let shelf = Shelf()
            shelves[key] = shelf
            return shelf
        }
        let stride = MemoryLayout<Element>.stride
        return try shelf.state.withLock { state in
            if state?.version != version || state?.memory.count != planes {
                let memory = (0..<planes).compactMap { _ in
                    MappedFile(reserving: max(1, rowCapacity * stride))
                }
                guard memory.count == planes else { return nil }
                state = Shelf.State(version: version, memory: memory, filled: 0)
            }
            guard let filled = state?.filled, let memory = state?.memory, count <= rowCapacity else {
                return nil
            }
            if filled < count {
                let made = try make(filled..<count)
                guard made.count == planes, made.allSatisfy({ $0.count == count - filled }) else {
                    return nil
                }
                for (memory, values) in zip(memory, made) {
                    values.withUnsafeBytes { bytes in
                        guard let source = bytes.baseAddress else { return }
                        UnsafeMutableRawPointer(mutating: memory.base + filled * stride)
                            .copyMemory(from: source, byteCount: bytes.count)
                    }
                }
                state?.filled = count
            }
            return memory.map {
                MappedArray($0, UnsafeRawBufferPointer(start: $0.base, count: count * stride))
            }
        }
    }
}

extension LayerColumns {
    /// Values worked out row by row and kept: for a layer that is kept open over all its states, so that after an
    /// edit only appended rows are worked out. A row's values must depend on that row alone, and on `version`.
    ///
    /// - Parameters:
    ///   - version: of what else the values depend on; another one makes all of them anew.
    ///   - planes: how many arrays.
    ///   - make: the values of some rows, an array per plane. Not called for two states at once.
    public func derivedRows<Element: BitwiseCopyable & Sendable>(
        _ key: String, version: Int64 = 0, planes: Int = 1, _ make: (Range<Int>) throws -> [[Element]]
    ) throws -> [MappedArray<Element>] {
        guard let arrays = try rowwise.values(key, version: version, planes: planes, count: count, make)
        else {
            throw Fault(
                .storeFailure, "There is no memory to work on layer “\(layer.id)”.",
                remedy: "Raise the process's limit of virtual memory.")
        }
        return arrays
    }
}
