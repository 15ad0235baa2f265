internal import TabaqaFeatureModel

extension GeoJSONReader {
    /// Finds out what kind of text this is and moves to its first unit.
    func root(_ scanner: inout JSONScanner) throws(JSONFailure) {
        if scanner.position == 0, scanner.end >= 3, scanner.base[0] == 0xEF, scanner.base[1] == 0xBB {
            scanner.position = 3
        }
        scanner.skipSpace()
        guard scanner.position < scanner.end else { throw scanner.failure("The text is empty.") }
        switch scanner.current {
        case 0x1E: phase = .sequence
        case 0x5B:
            scanner.position += 1
            hasGeometry = false
            phase = .table
        case 0x7B:
            var ahead = scanner
            if try isCollection(&ahead) {
                scanner.position += 1
                phase = .members
            } else {
                phase = .sequence
            }
        default:
            throw scanner.failure("A GeoJSON text must be an object, \(scanner.found) found.")
        }
    }

    func isCollection(_ scanner: inout JSONScanner) throws(JSONFailure) -> Bool {
        var parser = GeoJSONGeometryParser(scanner: scanner, advice: GeoJSONAdvice())
        parser.scanner.position += 1
        var isFirst = true
        while try parser.member(&isFirst) {
            let name = try parser.scanner.string()
            try parser.colon()
            if parser.scanner.matches(name, "type"), parser.scanner.current == 0x22 {
                return parser.scanner.matches(try parser.scanner.string(), "FeatureCollection")
            }
            if parser.scanner.matches(name, "features"), parser.scanner.current == 0x5B { return true }
            try parser.scanner.skipValue(depth: 1)
        }
        return false
    }

    /// One member of a FeatureCollection, or its end.
    func member(_ scanner: inout JSONScanner) throws(JSONFailure) {
        scanner.skipSpace()
        if scanner.current == 0x7D {
            guard hasType else {
                throw scanner.failure("The “type” member is missing.", member: "type")
            }
            guard hasFeatures else {
                throw scanner.failure("The “features” member is missing.", member: "features")
            }
            scanner.position += 1
            return phase = .tail
        }
        if hasType || hasFeatures || hadMember {
            if scanner.current == 0x2C {
                scanner.position += 1
                scanner.skipSpace()
            } else {
                throw scanner.failure("“,” or “}” expected, \(scanner.found) found.")
            }
        }
        var parser = GeoJSONGeometryParser(scanner: scanner, advice: advice)
        guard parser.scanner.current == 0x22 else {
            throw parser.scanner.failure("A member name expected, \(parser.scanner.found) found.")
        }
        let name = try parser.scanner.string()
        try parser.colon()
        try collectionMember(name, &parser)
        hadMember = true
        scanner = parser.scanner
    }

    func collectionMember(
        _ name: JSONScanner.Text, _ parser: inout GeoJSONGeometryParser
    ) throws(JSONFailure) {
        if parser.scanner.matches(name, "type") {
            guard !hasType else { throw parser.duplicate("type") }
            let text = parser.scanner.current == 0x22 ? try parser.scanner.string() : nil
            guard let text, parser.scanner.matches(text, "FeatureCollection") else {
                throw parser.scanner.failure(
                    "An object with “features” must have the type FeatureCollection.", at: name.start,
                    member: "type")
            }
            hasType = true
        } else if parser.scanner.matches(name, "features") {
            guard !hasFeatures else { throw parser.duplicate("features") }
            guard parser.scanner.current == 0x5B else {
                throw parser.scanner.failure(
                    "“features” must be an array, \(parser.scanner.found) found.", member: "features")
            }
            parser.scanner.position += 1
            hasFeatures = true
            isFirst = true
            phase = .features
        } else if parser.scanner.matches(name, "crs") {
            declared = try GeoJSONCRS.parse(&parser.scanner)
        } else if parser.scanner.matches(name, "bbox") {
            try parser.boundingBox()
        } else if parser.scanner.matches(name, "geometry") || parser.scanner.matches(name, "coordinates")
            || parser.scanner.matches(name, "geometries")
        {
            let text = parser.scanner.string(of: name)
            throw parser.scanner.failure(
                "A FeatureCollection cannot contain a “\(text)” member.", at: name.start, member: text)
        } else {
            // ArcGIS servers put their own remarks here.
            if parser.scanner.matches(name, "properties") {
                notes.append("The “properties” member of the collection itself was ignored.")
            }
            try parser.scanner.skipValue(depth: 1)
        }
    }
}
