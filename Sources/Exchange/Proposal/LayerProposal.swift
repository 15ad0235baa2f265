public import TabaqaFeatureModel

/// A layer definition guessed from a file: good enough to import that file, to be looked over by a person.
public struct LayerProposal: Sendable {
    /// Records looked at.
    static let mostRecords = 50_000

    public var definition: LayerDefinition
    /// What each guess rests on, by `properties.NAME` or the key of the layer (`crs`, `key` …).
    public var comments: [String: String]

    /// Looks at the first 50,000 records of `reader` and proposes geometry, CRS, types, codes, key and time.
    ///
    /// - Parameters:
    ///   - id: of the new layer; its words become the title.
    ///   - city: its languages label everything, its zone reads times.
    ///   - dates: orders of dates to recognise.
    /// - Throws: `import.crs-unknown` for places in an unknown coordinate system; what reading throws.
    public static func propose(
        id: String, department: String, reader: any RecordReader, city: CityDefinition,
        dates: [DateOrder] = DateOrder.unmistakable
    ) throws -> LayerProposal {
        var surveys: [ColumnSurvey] = []
        var shapes = ShapeSurvey()
        var records = 0
        var isWhole = false
        while records < mostRecords {
            guard let batch = try reader.next() else {
                isWhole = true
                break
            }
            records += batch.count
            for name in batch.names.dropFirst(surveys.count) { surveys.append(ColumnSurvey(name: name)) }
            for index in batch.names.indices { surveys[index].add(batch.cells[index], dates: dates) }
            if let geometry = batch.geometry { shapes.add(geometry) }
        }
        for name in reader.names.dropFirst(surveys.count) { surveys.append(ColumnSurvey(name: name)) }
        guard records > 0 else {
            throw Fault(
                .fileMalformed, "The file has no records to learn from.",
                remedy: "Give a file with some records.")
        }
        var draft = Draft(
            id: id, department: department, city: city, records: records, isWhole: isWhole,
            sees: isWhole ? "all \(records) records" : "the first \(records) records")
        try draft.place(shapes, reader: reader)
        draft.describe(surveys, except: placeColumns(reader))
        return LayerProposal(definition: draft.definition, comments: draft.comments)
    }

    /// Columns that became geometry and need not be properties too.
    private static func placeColumns(_ reader: any RecordReader) -> Set<Int> {
        switch (reader as? PlacedReader)?.columns {
        case .pair(let x, let y, _): [x, y]
        case .text(let column): [column]
        case nil: []
        }
    }
}

/// How many geometries of which kind there are.
struct ShapeSurvey {
    var points = 0
    var lines = 0
    var polygons = 0
    var others = 0
    var isPresent = false

    mutating func add(_ geometry: GeometryColumn) {
        isPresent = true
        if case .points(let x, _) = geometry {
            points += x.count { !$0.isNaN }
            return
        }
        for row in 0..<geometry.count {
            switch geometry[row] {
            case .point, .multiPoint: points += 1
            case .lineString, .multiLineString: lines += 1
            case .polygon, .multiPolygon: polygons += 1
            case .collection: others += 1
            case nil: break
            }
        }
    }

    var type: GeometryType {
        guard points + lines + polygons > 0 else { return isPresent ? .point : .none }
        if polygons >= points, polygons >= lines { return .polygon }
        return points >= lines ? .point : .lineString
    }

    /// Geometries of another kind than `type`.
    var strays: Int { points + lines + polygons + others - max(points, lines, polygons) }
}

/// The definition while it is put together.
private struct Draft {
    var definition: LayerDefinition
    var comments: [String: String] = [:]
    let city: CityDefinition
    let records: Int
    let isWhole: Bool

    init(id: String, department: String, city: CityDefinition, records: Int, isWhole: Bool, sees: String) {
        self.city = city
        self.records = records
        self.isWhole = isWhole
        let words = id.split(separator: "-").joined(separator: " ")
        let title = words.prefix(1).uppercased() + words.dropFirst()
        definition = LayerDefinition(
            id: id, department: department,
            title: LocalizedText(Dictionary(city.languages.map { ($0, title) }) { first, _ in first }),
            kind: .reference, geometry: .none, sensitivity: .internal, properties: [])
        comments["title"] = "Guessed from the id: translate."
        comments["sensitivity"] =
            "Not a guess from the data: who may see this? public, internal, restricted, secret"
        comments["properties"] = "Types are guessed from \(sees)."
    }

    mutating func place(_ shapes: ShapeSurvey, reader: any RecordReader) throws(Fault) {
        guard reader.hasGeometry, shapes.isPresent else {
            comments["geometry"] = "The file has no places."
            return
        }
        definition.geometry = shapes.type
        comments["geometry"] =
            "Guessed: \(shapes.points) points, \(shapes.lines) lines, \(shapes.polygons) polygons"
            + (shapes.strays > 0 ? "; \(shapes.strays) of another kind will be rejected." : ".")
        let crs = try reader.knownCRS()
        if crs.epsg == nil {
            definition.crs = .wgs84
            comments["crs"] =
                "The file's own system has no EPSG code; places are stored as longitude and latitude."
        } else {
            definition.crs = crs
            comments["crs"] = "The file's own coordinate system."
        }
    }

    mutating func describe(_ surveys: [ColumnSurvey], except places: Set<Int>) {
        var taken = Set<String>()
        var keys: [(rank: Int, name: String)] = []
        var times: [(rank: Int, name: String)] = []
        for (index, survey) in surveys.enumerated() where !places.contains(index) {
            let name = PropertySlug.name(for: survey.name, number: index + 1, taken: &taken)
            let (type, remark) = survey.type(isWhole: isWhole)
            let label = survey.name.trimmed
            definition.properties.append(
                PropertyDefinition(
                    name: name, type: type,
                    label: LocalizedText(
                        Dictionary(city.languages.map { ($0, label) }) { first, _ in first }),
                    aliases: survey.name == name ? [] : [survey.name],
                    codes: type == .code ? survey.codes(city.languages) : []))
            comments["properties.\(name)"] = "Guessed: \(remark)."
            if survey.isUnique(of: records), records > 1, type == .integer || type == .string {
                keys.append((rank(survey.name, Self.keyWords), name))
            }
            if type == .dateTime || type == .date {
                times.append((rank(survey.name, Self.timeWords) * 2 + (type == .date ? 1 : 0), name))
            }
        }
        if let key = keys.min(by: { $0.rank < $1.rank }), key.rank < Self.keyWords.count || keys.count == 1 {
            definition.key = key.name
            comments["key"] = "Guessed: every record has a value of its own."
        }
        if let time = times.min(by: { $0.rank < $1.rank }), definition.geometry != .polygon {
            definition.time = .init(property: time.name, zone: city.zone)
            definition.kind = .observation
            comments["time"] = "Guessed from the column's name and values; times are read in this zone."
        }
        comments["kind"] =
            definition.kind == .observation
            ? "Guessed: records are dated, so they are events." : "Guessed: nothing dates the records."
    }

    /// How early one of `words` is found in `name`; their number where none is.
    private func rank(_ name: String, _ words: [String]) -> Int {
        let parts = Set(PropertySlug.slug(name).split(separator: "_").map(String.init))
        return words.firstIndex { parts.contains($0) } ?? words.count
    }

    private static let keyWords = [
        "id", "key", "pk", "pin", "no", "number", "num", "code", "kod", "kodu", "numara", "fid", "objectid",
        "uid", "guid",
        "uuid", "pcode", "rqm", "sira", "alrqm",
    ]
    private static let timeWords = [
        "created", "createddate", "reported", "opened", "alarm", "citedtime", "timestamp", "datetime", "date",
        "time", "tarih", "tarihi", "zaman", "zamani", "bildirim", "taryx", "tarykh",
    ]
}
