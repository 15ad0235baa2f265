internal import TabaqaEngine
internal import TabaqaFeatureModel

/// Names of a tile's address in a path.
struct TileNames {
    let zoom: String
    let row: String
    let column: String

    static let ogc = TileNames(zoom: "tileMatrix", row: "tileRow", column: "tileCol")
    static let xyz = TileNames(zoom: "z", row: "y", column: "x")

    var parameters: [Parameter] {
        [
            Parameter(zoom, in: .path, "The zoom.", schema: Self.number),
            Parameter(row, in: .path, "The row, from the north.", schema: Self.number),
            Parameter(column, in: .path, "The column, from the west.", schema: Self.number),
        ]
    }

    private static let number: JSON = ["type": "integer", "minimum": 0]
}

extension Parameter {
    /// What a vector tile's content may be narrowed by.
    static let vectorTile: [Parameter] =
        [
            Parameter(
                "properties",
                "The properties in the tile; without it all, and below zoom \(VectorTileRequest.idZoom) without "
                    + "the id of points.",
                schema: ["type": "array", "items": ["type": "string"]], isList: true)
        ] + time + filter

    static let mapTile: [Parameter] =
        heatmap + time + filter + [
            Parameter(
                "pixels", "Pixels along the tile's side.",
                schema: ["type": "integer", "enum": [256, 512], "default": 256])
        ]
}

extension Call {
    /// The tile the path names.
    ///
    /// - Throws: `tile.absent` for an address that is no tile of the matrix.
    func address(_ names: TileNames) throws -> TileAddress {
        func number(_ name: String) -> Int? {
            path[name].flatMap {
                $0.utf8.count <= 10 && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int($0) : nil
            }
        }
        guard let zoom = number(names.zoom), let row = number(names.row), let column = number(names.column),
            let address = TileAddress(zoom: zoom, row: row, column: column)
        else { throw TileFault.absent }
        return address
    }

    /// The values of those of `parameters` the request gives, and its conditions on properties, in an order that
    /// does not depend on the request's.
    func given(_ parameters: [Parameter], on layer: LayerDefinition) -> [(name: String, value: String)] {
        let names = Set(parameters.filter { $0.location == .query }.map(\.name))
        return query.items.filter { item in
            !item.value.isEmpty && (names.contains(item.name) || layer.property(item.name) != nil)
        }.sorted { $0.name < $1.name }
    }
}

enum TileFault {
    static let absent = Fault(
        .httpPathUnknown, "There is no such tile.",
        remedy:
            "Tiles are addressed by zoom, row from the north and column from the west, within the layer's limits."
    )
}
