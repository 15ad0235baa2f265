public import TabaqaColumns
internal import TabaqaFeatureModel

/// The rows of a layer counted by the areas of another; areas in key order.
public struct AreaTally {
    /// By area.
    public let counts: [Int]
    private let owners: [Int32]
    private let rows: RowMask

    /// All rows with a trusted place.
    ///
    /// - Throws: `crs.transform`, `columns.damaged`.
    public init(_ points: LayerColumns, by areas: LayerColumns) throws {
        let order = try AreaOrder.rows(areas)
        let rows = try SelectionEvaluator.evaluate(Selection(), columns: points).rows
        let owners = try AreaOwners.kept(points, areas)
        var counts = [Int](repeating: 0, count: order.count)
        owners.withUnsafeBufferPointer { owners in
            rows.forEachRun { run in
                for row in run where owners[row] >= 0 { counts[Int(owners[row])] &+= 1 }
            }
        }
        (self.rows, self.owners, self.counts) = (rows, owners, counts)
    }

    /// The rows of one area.
    public func rows(in area: Int) -> RowMask {
        var found = RowMask(count: rows.count, all: false)
        let wanted = Int32(truncatingIfNeeded: area)
        owners.withUnsafeBufferPointer { owners in
            rows.forEachRun { run in
                for row in run where owners[row] == wanted { found[row] = true }
            }
        }
        return found
    }

    /// The rows of a layer of areas in the order of `counts`.
    public static func order(of areas: LayerColumns) throws -> [Int] { try AreaOrder.rows(areas) }
}
