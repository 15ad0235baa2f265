internal import Synchronization
internal import TabaqaColumns
internal import TabaqaFeatureModel

/// The last few selections worked out on a layer: all tiles of a map ask with the same one.
final class SelectionMasks: Sendable {
    private static let capacity = 8
    private let held = Mutex<[(selection: Selection, rows: SelectedRows)]>([])

    /// Nil for a selection that restricts nothing. Extents do not count: the tile is the extent.
    static func rows(_ selection: Selection, _ columns: LayerColumns) throws -> SelectedRows? {
        var selection = selection
        selection.extent = nil
        guard
            selection.interval != nil || selection.hours != nil || selection.weekdays != nil
                || selection.filter != nil
        else { return nil }
        return try columns.derived("selection masks") { SelectionMasks() }.rows(selection, columns)
    }

    private func rows(_ selection: Selection, _ columns: LayerColumns) throws -> SelectedRows {
        let earlier = held.withLock { held -> SelectedRows? in
            guard let index = held.firstIndex(where: { $0.selection == selection }) else { return nil }
            let entry = held.remove(at: index)
            held.append(entry)
            return entry.rows
        }
        if let earlier { return earlier }
        let rows = try SelectionEvaluator.evaluate(selection, columns: columns)
        held.withLock { held in
            held.append((selection, rows))
            if held.count > Self.capacity { held.removeFirst() }
        }
        return rows
    }
}
