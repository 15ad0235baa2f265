/// What a section of a column file holds. Numbers are part of the format.
enum SectionKind: UInt16 {
    case x = 1
    case y = 2
    /// Web Mercator, 2^32 units around the equator, from the west and the south.
    case worldX = 3
    case worldY = 4
    case curveKeys = 5
    case flags = 6
    case blocks = 7

    case integers = 16
    case decimals = 17
    case booleans = 18
    case dates = 19
    case instants = 20

    /// Texts of 32 lower-case hexadecimal digits, 16 bytes each.
    case hexadecimals = 32
    case codes8 = 33
    case codes16 = 34
    case entryOffsets = 35
    case entryBytes = 36
    case textOffsets = 37
    case textBytes = 38

    case shapeKinds = 48
    case shapeParts = 49
    case partRings = 50
    case ringPositions = 51
    case shapeX = 52
    case shapeY = 53
    case shapeExtents = 54

    /// Rows of areas in key order; the area index numbers them so.
    case areaOrder = 64
    case areaSquare = 65
    case areaNodes = 66
    case areaListStarts = 67
    case areaCandidates = 68
    case areaCandidateBands = 69
    case areaBandStarts = 70
    case areaBandEdges = 71
}
