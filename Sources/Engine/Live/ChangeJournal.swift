internal import Foundation
internal import TabaqaFeatureModel

/// Where a layer changed and when: old and new places of edited rows, in EPSG:3857.
///
/// Bounded: of too many places the older half is forgotten, and everything counts as changed when they did.
struct ChangeJournal: Sendable {
    private struct Cell: Hashable {
        var column: Int32
        var row: Int32
    }

    private struct Entry {
        var revision: Int64
        var x: Double
        var y: Double
    }

    static let limit = 65_536
    private static let side = 1024.0
    private static let radius = 6_378_137.0

    /// Everything may have changed at this revision.
    private(set) var floor: Int64
    private var cells: [Cell: [Entry]] = [:]
    private var boxes: [(revision: Int64, extent: Extent)] = []
    private(set) var count = 0

    init(floor: Int64) {
        self.floor = floor
    }

    /// Notes that everything may have changed.
    mutating func raise(to revision: Int64) {
        self = ChangeJournal(floor: max(floor, revision))
    }

    /// Notes changes at single places; one without a place touches nothing.
    mutating func record(_ revision: Int64, x: [Double], y: [Double]) {
        guard x.count <= Self.limit / 2 else { return raise(to: revision) }
        for (x, y) in zip(x, y) where x.isFinite && y.isFinite {
            cells[Self.cell(x, y), default: []].append(Entry(revision: revision, x: x, y: y))
            count += 1
        }
        trim()
    }

    /// Notes changes of shapes, by their extents.
    mutating func record(_ revision: Int64, _ extents: [Extent]) {
        guard extents.count <= Self.limit / 2 else { return raise(to: revision) }
        for extent in extents where !extent.isEmpty {
            boxes.append((revision, extent))
            count += 1
        }
        trim()
    }

    /// The revision of the last change that can have touched `extent` (EPSG:3857), widened by `reach` ground metres.
    func revision(touching extent: Extent, reach: Double) -> Int64 {
        let area = Self.widened(extent, reach)
        var latest = floor
        for box in boxes where box.revision > latest && box.extent.intersects(area) { latest = box.revision }
        let low = Self.cell(area.minX, area.minY)
        let high = Self.cell(area.maxX, area.maxY)
        let wanted =
            (Double(high.column) - Double(low.column) + 1) * (Double(high.row) - Double(low.row) + 1)
        if wanted > Double(cells.count) {
            for (cell, entries) in cells
            where cell.column >= low.column && cell.column <= high.column && cell.row >= low.row
                && cell.row <= high.row
            {
                Self.look(entries, in: area, &latest)
            }
        } else if low.column <= high.column, low.row <= high.row {
            for column in low.column...high.column {
                for row in low.row...high.row {
                    if let entries = cells[Cell(column: column, row: row)] {
                        Self.look(entries, in: area, &latest)
                    }
                }
            }
        }
        return latest
    }

    /// Entries ascend by revision.
    private static func look(_ entries: [Entry], in area: Extent, _ latest: inout Int64) {
        for entry in entries.reversed() {
            guard entry.revision > latest else { return }
            if area.contains(x: entry.x, y: entry.y) {
                latest = entry.revision
                return
            }
        }
    }

    private mutating func trim() {
        guard count > Self.limit else { return }
        var revisions = boxes.map(\.revision)
        for entries in cells.values { revisions += entries.map(\.revision) }
        revisions.sort()
        floor = max(floor, revisions[revisions.count / 2])
        let floor = floor
        boxes.removeAll { $0.revision <= floor }
        for key in Array(cells.keys) {
            cells[key]?.removeAll { $0.revision <= floor }
            if cells[key]?.isEmpty ?? false { cells[key] = nil }
        }
        count = boxes.count + cells.values.reduce(0) { $0 + $1.count }
    }

    private static func cell(_ x: Double, _ y: Double) -> Cell {
        func number(_ value: Double) -> Int32 { Int32(max(-2e9, min(2e9, (value / side).rounded(.down)))) }
        return Cell(column: number(x), row: number(y))
    }

    /// A ground metre is nowhere more than 1 / cos φ metres of the plane, and on a meridian at most 1.01 of those
    /// of the sphere.
    private static func widened(_ extent: Extent, _ reach: Double) -> Extent {
        guard reach > 0 else { return extent }
        func latitude(_ y: Double) -> Double { atan(sinh(y / radius)) }
        let turn = reach * 1.01 / radius
        let (south, north) = (latitude(extent.minY) - turn, latitude(extent.maxY) + turn)
        let limit = 89.5 * Double.pi / 180
        guard south > -limit, north < limit else {
            return Extent(minX: -.infinity, minY: -.infinity, maxX: .infinity, maxY: .infinity)
        }
        let margin = reach * 1.01 / cos(max(abs(south), abs(north)))
        return Extent(
            minX: extent.minX - margin, minY: radius * asinh(tan(south)), maxX: extent.maxX + margin,
            maxY: radius * asinh(tan(north)))
    }
}
