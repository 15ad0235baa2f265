internal import TabaqaFeatureModel

/// Which columns of a table hold its places.
public enum PlaceColumns: Sendable, Equatable {
    /// Two columns; `areDegrees` where their names say longitude and latitude.
    case pair(x: Int, y: Int, areDegrees: Bool)
    /// One column of well-known text.
    case text(Int)

    /// The columns named by `x` and `y`.
    ///
    /// - Throws: `import.columns` where one is absent, `option.invalid` where only one is given.
    static func given(x: String?, y: String?, names: [String]) throws(Fault) -> PlaceColumns? {
        guard x != nil || y != nil else { return nil }
        guard let x, let y else {
            throw Fault(.optionInvalid, "--x and --y go together.", remedy: "Give both columns.")
        }
        func find(_ name: String) throws(Fault) -> Int {
            let key = TextFolding.fold(name)
            guard
                let index = names.firstIndex(of: name)
                    ?? names.firstIndex(where: { TextFolding.fold($0) == key })
            else {
                throw ColumnMapping.absent("The source has no column “\(name)”.", names)
            }
            return index
        }
        let (first, second) = (try find(x), try find(y))
        return .pair(
            x: first, y: second,
            areDegrees: rank(names[first], longitudes) != nil && rank(names[second], latitudes) != nil)
    }

    /// The columns whose names are those of places in Arabic, English or Turkish.
    ///
    /// - Parameter holdsText: whether a column's values are well-known text.
    static func found(in names: [String], holdsText: (Int) -> Bool) -> PlaceColumns? {
        if let pair = pair(names, longitudes, latitudes) {
            return .pair(x: pair.x, y: pair.y, areDegrees: true)
        }
        let shapes = shapeWords.map(TextFolding.fold)
        for index in names.indices where shapes.contains(TextFolding.fold(names[index])) && holdsText(index) {
            return .text(index)
        }
        if let pair = pair(names, eastings, northings) {
            return .pair(x: pair.x, y: pair.y, areDegrees: false)
        }
        return nil
    }

    private static func pair(
        _ names: [String], _ first: [String], _ second: [String]
    ) -> (x: Int, y: Int)? {
        guard let x = best(names, first), let y = best(names, second), x != y else { return nil }
        return (x, y)
    }

    /// The column that fits the earliest word best.
    private static func best(_ names: [String], _ words: [String]) -> Int? {
        names.indices.compactMap { index in rank(names[index], words).map { (rank: $0, index: index) } }
            .min { ($0.rank, $0.index) < ($1.rank, $1.index) }?.index
    }

    /// 0 for a name that is a word, 1 for one that begins with a word and goes on in brackets or blanks.
    private static func rank(_ name: String, _ words: [String]) -> Int? {
        let key = TextFolding.fold(name)
        for word in words.map(TextFolding.fold) {
            if key == word { return 0 }
            if word.count > 1, key.hasPrefix(word + " "), !name.hasPrefix(word + "_") { return 1 }
        }
        return nil
    }

    private static let longitudes = [
        "lon", "lng", "long", "longitude", "longtitude", "boylam", "lon wgs84", "خط الطول", "الطول", "طول",
    ]
    private static let latitudes = [
        "lat", "latitude", "enlem", "lat wgs84", "خط العرض", "العرض", "عرض",
    ]
    private static let eastings = [
        "x", "easting", "east", "doğu", "sağa", "xcoord", "x coord", "coord x", "coordx", "point x",
        "koordinat x", "x koordinat",
        "x coordinate", "الإحداثي السيني", "شرقيات", "س",
    ]
    private static let northings = [
        "y", "northing", "north", "kuzey", "yukarı", "ycoord", "y coord", "coord y", "coordy", "point y",
        "koordinat y", "y koordinat",
        "y coordinate", "الإحداثي الصادي", "شماليات", "ص",
    ]
    private static let shapeWords = [
        "wkt", "geom", "geometry", "the_geom", "shape", "wkb_geometry", "geometri", "الهندسة", "شكل",
    ]
}
