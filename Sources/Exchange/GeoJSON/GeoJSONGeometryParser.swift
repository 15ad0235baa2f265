internal import TabaqaFeatureModel

/// Reads one GeoJSON geometry object (RFC 7946 section 3.1).
struct GeoJSONGeometryParser {
    enum Parsed {
        case none
        case point(Double, Double)
        case shape(Geometry)

        var geometry: Geometry? {
            switch self {
            case .none: nil
            case .point(let x, let y): .point(Position(x: x, y: y))
            case .shape(let shape): shape
            }
        }
    }

    private struct Full {
        var x = 0.0
        var y = 0.0
        var z = 0.0
        var count = 0
    }

    enum Kind: String {
        case point = "Point"
        case multiPoint = "MultiPoint"
        case lineString = "LineString"
        case multiLineString = "MultiLineString"
        case polygon = "Polygon"
        case multiPolygon = "MultiPolygon"
        case collection = "GeometryCollection"
    }

    var scanner: JSONScanner
    var advice: GeoJSONAdvice

    /// Reads the object that starts at the scanner's position.
    mutating func geometry(depth: Int = 0) throws(JSONFailure) -> Parsed {
        let opening = scanner.position
        guard scanner.current == 0x7B else {
            throw scanner.failure("A geometry must be an object, \(scanner.found) found.", member: "geometry")
        }
        guard depth < 32 else { throw scanner.failure("Geometry collections are nested too deep.") }
        scanner.position += 1
        var kind: Kind?
        var coordinates: Int?
        var geometries: Int?
        var parsed: Parsed?
        var isFirst = true
        while try member(&isFirst) {
            let name = try scanner.string()
            try colon()
            if scanner.matches(name, "type") {
                guard kind == nil else { throw duplicate("type") }
                kind = try typeMember()
            } else if scanner.matches(name, "coordinates") {
                guard coordinates == nil else { throw duplicate("coordinates") }
                coordinates = scanner.position
                if let kind, kind != .collection {
                    parsed = try self.coordinates(kind)
                } else {
                    try scanner.skipValue(depth: 2)
                }
            } else if scanner.matches(name, "geometries") {
                guard geometries == nil else { throw duplicate("geometries") }
                geometries = scanner.position
                if kind == .collection {
                    parsed = try collection(depth: depth)
                } else {
                    try scanner.skipValue(depth: 2)
                }
            } else if scanner.matches(name, "bbox") {
                try boundingBox()
            } else if scanner.matches(name, "geometry") || scanner.matches(name, "properties")
                || scanner.matches(name, "features")
            {
                let text = scanner.string(of: name)
                throw scanner.failure(
                    "A geometry object cannot contain a “\(text)” member.", at: name.start, member: text)
            } else {
                if scanner.matches(name, "crs") { advice.innerCRS += 1 }
                try scanner.skipValue(depth: 2)
            }
        }
        guard let kind else {
            throw scanner.failure("The “type” member is missing.", at: opening, member: "type")
        }
        if let parsed { return parsed }
        let member = kind == .collection ? "geometries" : "coordinates"
        guard let start = kind == .collection ? geometries : coordinates else {
            throw scanner.failure("The “\(member)” member is missing.", at: opening, member: member)
        }
        let end = scanner.position
        scanner.position = start
        defer { scanner.position = end }
        return kind == .collection ? try collection(depth: depth) : try self.coordinates(kind)
    }

    /// Moves to the next member of an object; false when the object ends.
    mutating func member(_ isFirst: inout Bool) throws(JSONFailure) -> Bool {
        scanner.skipSpace()
        if isFirst {
            isFirst = false
            if scanner.current == 0x7D {
                scanner.position += 1
                return false
            }
        } else if scanner.current == 0x2C {
            scanner.position += 1
            scanner.skipSpace()
        } else {
            try scanner.expect(0x7D)
            return false
        }
        guard scanner.current == 0x22 else {
            throw scanner.failure("A member name expected, \(scanner.found) found.")
        }
        return true
    }

    mutating func colon() throws(JSONFailure) {
        scanner.skipSpace()
        try scanner.expect(0x3A)
        scanner.skipSpace()
        guard scanner.position < scanner.end else { throw scanner.failure("A value is missing.") }
    }

    func duplicate(_ name: String) -> JSONFailure {
        scanner.failure("The member “\(name)” occurs twice.", member: name)
    }

    /// `bbox` must be an array of four or six numbers.
    mutating func boundingBox() throws(JSONFailure) {
        let start = scanner.position
        guard scanner.current == 0x5B else {
            throw scanner.failure("“bbox” must be an array of numbers.", member: "bbox")
        }
        scanner.position += 1
        var count = 0
        scanner.skipSpace()
        while scanner.current != 0x5D {
            guard scanner.current == 0x2D || scanner.current &- 0x30 < 10 else {
                throw scanner.failure("Each element of “bbox” must be a number.", member: "bbox")
            }
            try scanner.skipNumber()
            count += 1
            try separator("bbox")
        }
        scanner.position += 1
        guard count == 4 || count == 6 else {
            throw scanner.failure("“bbox” must have four or six elements.", at: start, member: "bbox")
        }
    }

    private mutating func typeMember() throws(JSONFailure) -> Kind {
        guard scanner.current == 0x22 else {
            throw scanner.failure("“type” must be a string.", member: "type")
        }
        let text = try scanner.string()
        if scanner.matches(text, "Point") { return .point }
        if scanner.matches(text, "Polygon") { return .polygon }
        guard let kind = Kind(rawValue: scanner.string(of: text)) else {
            throw scanner.failure(
                "The geometry type “\(scanner.string(of: text).prefix(40))” is unknown.", at: text.start,
                member: "type")
        }
        return kind
    }

    private mutating func collection(depth: Int) throws(JSONFailure) -> Parsed {
        if depth > 0 { advice.nestedCollections += 1 }
        guard scanner.current == 0x5B else {
            throw scanner.failure("“geometries” must be an array.", member: "geometries")
        }
        scanner.position += 1
        var parts: [Geometry] = []
        var count = 0
        scanner.skipSpace()
        while scanner.current != 0x5D {
            guard scanner.current == 0x7B else {
                throw scanner.failure(
                    "“geometries” may contain only geometry objects.", member: "geometries")
            }
            if let part = try geometry(depth: depth + 1).geometry { parts.append(part) }
            count += 1
            try separator("geometries")
        }
        scanner.position += 1
        if count == 1 { advice.singleCollections += 1 }
        return parts.isEmpty ? .none : .shape(.collection(parts))
    }

    private mutating func coordinates(_ kind: Kind) throws(JSONFailure) -> Parsed {
        guard scanner.current == 0x5B else {
            throw scanner.failure("“coordinates” must be an array.", member: "coordinates")
        }
        if kind == .point {
            if isEmptyArray() { return empty() }
            let place = try position()
            return .point(place.x, place.y)
        }
        var isEmpty = true
        let shape: Geometry
        switch kind {
        case .multiPoint:
            let list = try positions().list
            isEmpty = list.isEmpty
            shape = .multiPoint(list)
        case .lineString:
            let list = try line()
            isEmpty = list.isEmpty
            shape = .lineString(list)
        case .multiLineString:
            var lines: [[Position]] = []
            try array { (parser) throws(JSONFailure) in lines.append(try parser.line()) }
            lines.removeAll { $0.isEmpty }
            isEmpty = lines.isEmpty
            shape = .multiLineString(lines)
        case .polygon:
            let rings = try polygon()
            isEmpty = rings.isEmpty
            shape = .polygon(rings)
        default:
            var polygons: [[[Position]]] = []
            try array { (parser) throws(JSONFailure) in polygons.append(try parser.polygon()) }
            polygons.removeAll { $0.isEmpty }
            isEmpty = polygons.isEmpty
            shape = .multiPolygon(polygons)
        }
        return isEmpty ? empty() : .shape(shape)
    }

    private mutating func empty() -> Parsed {
        advice.emptyGeometries += 1
        return .none
    }

    private mutating func isEmptyArray() -> Bool {
        var copy = scanner
        copy.position += 1
        copy.skipSpace()
        guard copy.current == 0x5D else { return false }
        scanner.position = copy.position + 1
        return true
    }

    private mutating func array(
        _ element: (inout GeoJSONGeometryParser) throws(JSONFailure) -> Void
    ) throws(JSONFailure) {
        try openNested()
        scanner.skipSpace()
        while scanner.current != 0x5D {
            try element(&self)
            try separator("coordinates")
        }
        scanner.position += 1
    }

    /// Moves past the bracket of an array of arrays.
    private mutating func openNested() throws(JSONFailure) {
        guard scanner.current == 0x5B else {
            throw scanner.failure(
                "An array of positions expected, \(scanner.found) found: not nested deep enough.",
                member: "coordinates")
        }
        scanner.position += 1
    }

    /// Moves past a comma or up to the closing bracket.
    @inline(__always)
    private mutating func separator(_ member: String) throws(JSONFailure) {
        scanner.skipSpace()
        if scanner.current == 0x2C {
            scanner.position += 1
            scanner.skipSpace()
            guard scanner.current != 0x5D else {
                throw scanner.failure("A value is missing after the comma.", member: member)
            }
            guard scanner.position < scanner.end else {
                throw scanner.failure("The text ends within an array.")
            }
        } else if scanner.current != 0x5D {
            throw scanner.failure("“,” or “]” expected, \(scanner.found) found.", member: member)
        }
    }

    private mutating func line() throws(JSONFailure) -> [Position] {
        let start = scanner.position
        let list = try positions().list
        guard list.count != 1 else {
            throw scanner.failure("A line needs two or more positions.", at: start, member: "coordinates")
        }
        return list
    }

    private mutating func polygon() throws(JSONFailure) -> [[Position]] {
        var rings: [[Position]] = []
        try openNested()
        scanner.skipSpace()
        while scanner.current != 0x5D {
            let start = scanner.position
            let (ring, first, last) = try positions()
            if !ring.isEmpty || !rings.isEmpty {
                guard ring.count >= 4 else {
                    throw scanner.failure(
                        "A polygon ring needs four or more positions.", at: start, member: "coordinates")
                }
                guard first.x == last.x, first.y == last.y, first.z == last.z, first.count == last.count
                else {
                    throw scanner.failure(
                        "The first and last position of a polygon ring must be the same.", at: start,
                        member: "coordinates")
                }
                if (Self.doubleArea(ring) >= 0) != rings.isEmpty { advice.wrongWindings += 1 }
                rings.append(ring)
            }
            try separator("coordinates")
        }
        scanner.position += 1
        return rings
    }

    private static func doubleArea(_ ring: [Position]) -> Double {
        var sum = 0.0
        let origin = ring[0]
        for index in 1..<ring.count {
            let (a, b) = (ring[index - 1], ring[index])
            sum += (a.x - origin.x) * (b.y - origin.y) - (b.x - origin.x) * (a.y - origin.y)
        }
        return sum
    }

    private mutating func positions() throws(JSONFailure) -> (list: [Position], first: Full, last: Full) {
        try openNested()
        var list: [Position] = []
        var first = Full()
        var last = Full()
        scanner.skipSpace()
        while scanner.current != 0x5D {
            last = try position()
            if list.isEmpty { first = last }
            list.append(Position(x: last.x, y: last.y))
            try separator("coordinates")
        }
        scanner.position += 1
        return (list, first, last)
    }

    private mutating func position() throws(JSONFailure) -> Full {
        guard scanner.current == 0x5B else {
            throw scanner.failure(
                "A position must be an array of numbers, \(scanner.found) found.", member: "coordinates")
        }
        let start = scanner.position
        scanner.position += 1
        var place = Full()
        var decimals = 0
        scanner.skipSpace()
        while scanner.current != 0x5D {
            guard scanner.current == 0x2D || scanner.current &- 0x30 < 10 else {
                throw scanner.failure(
                    "Each element of a position must be a number, \(scanner.found) found.",
                    member: "coordinates")
            }
            let number = try scanner.number()
            if place.count < 2 { decimals = max(decimals, number.decimals) }
            switch place.count {
            case 0: place.x = number.value
            case 1: place.y = number.value
            case 2: place.z = number.value
            default: break
            }
            place.count += 1
            try separator("coordinates")
        }
        scanner.position += 1
        guard place.count >= 2 else {
            throw scanner.failure(
                "A position needs two or more numbers.", at: start, member: "coordinates")
        }
        if place.count > 2 { if place.count == 3 { advice.heights += 1 } else { advice.extraNumbers += 1 } }
        if decimals >= 10 { advice.finePositions += 1 }
        return place
    }
}
