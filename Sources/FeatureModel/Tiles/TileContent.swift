/// What one vector tile shows of a layer: geometry in units of the tile, values column by column. Rows of all
/// arrays are the tile's features.
public struct TileContent: Sendable {
    /// Units along a side; x runs east and y south from the north-west corner.
    public static let side = 4096

    /// The layer's id.
    public var layer: String
    /// A number per feature that stays the same while its id does; empty where ids are withheld.
    public var numbers: [UInt64]
    /// The ids themselves, where they are wanted.
    public var ids: TextColumn?
    public var geometry: TileGeometry
    public var columns: [TileColumn]
    /// Rows of the selection in the tile that are not among the features because they would be too many.
    public var dropped: Int
    /// Rows in the tile that are not among the features because their place is suspect.
    public var suspect: Int

    public init(
        layer: String, numbers: [UInt64], ids: TextColumn?, geometry: TileGeometry, columns: [TileColumn],
        dropped: Int, suspect: Int
    ) {
        self.layer = layer
        self.numbers = numbers
        self.ids = ids
        self.geometry = geometry
        self.columns = columns
        self.dropped = dropped
        self.suspect = suspect
    }

    public var count: Int { geometry.count }
}

/// The features' geometry in whole units of the tile.
public enum TileGeometry: Sendable {
    case points(x: [Int32], y: [Int32])
    case lines(TilePaths)
    /// Each polygon's exterior ring runs clockwise on the screen and is followed by its holes, which run the other
    /// way; rings are not closed.
    case polygons(TilePaths)

    public var count: Int {
        switch self {
        case .points(let x, _): x.count
        case .lines(let paths), .polygons(let paths): paths.count
        }
    }
}

/// Lines or rings of many features in flat arrays: feature → paths → positions.
public struct TilePaths: Sendable {
    /// Feature `f` has the paths `features[f]..<features[f + 1]`.
    public var features: [Int] = [0]
    /// Path `p` has the positions `paths[p]..<paths[p + 1]`.
    public var paths: [Int] = [0]
    public var x: [Int32] = []
    public var y: [Int32] = []

    public init() {}

    public var count: Int { features.count - 1 }
}

/// One property of a tile's features.
public struct TileColumn: Sendable {
    public enum Values: Sendable {
        case plain(PropertyColumn)
        /// Codes into `entries`; a code beyond them is null.
        case coded([UInt16], entries: TextColumn)
    }

    public var name: String
    public var values: Values

    public init(name: String, values: Values) {
        self.name = name
        self.values = values
    }
}
