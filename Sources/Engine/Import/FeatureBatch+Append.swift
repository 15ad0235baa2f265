internal import TabaqaFeatureModel

extension TextColumn {
    mutating func append(contentsOf other: TextColumn) {
        for row in 0..<other.count {
            other.withUTF8(row) { value in
                if let value { append(utf8: value) } else { appendNull() }
            }
        }
    }
}

extension PropertyColumn {
    mutating func append(contentsOf other: PropertyColumn) {
        // The assignment before each mutation releases the enum's hold, so that the arrays grow in place.
        switch (self, other) {
        case (.text(var own), .text(let more)):
            self = .integer([])
            own.append(contentsOf: more)
            self = .text(own)
        case (.integer(var own), .integer(let more)):
            self = .integer([])
            own.append(contentsOf: more)
            self = .integer(own)
        case (.decimal(var own), .decimal(let more)):
            self = .integer([])
            own.append(contentsOf: more)
            self = .decimal(own)
        case (.boolean(var own), .boolean(let more)):
            self = .integer([])
            own.append(contentsOf: more)
            self = .boolean(own)
        case (.date(var own), .date(let more)):
            self = .integer([])
            own.append(contentsOf: more)
            self = .date(own)
        case (.instant(var own), .instant(let more)):
            self = .integer([])
            own.append(contentsOf: more)
            self = .instant(own)
        default:
            for row in 0..<other.count { append(other[row]) }
        }
    }
}

extension GeometryColumn {
    mutating func append(contentsOf other: GeometryColumn) {
        switch (self, other) {
        case (.none(let count), .none(let more)):
            self = .none(count: count + more)
        case (.points(var x, var y), .points(let moreX, let moreY)):
            self = .none(count: 0)
            x.append(contentsOf: moreX)
            y.append(contentsOf: moreY)
            self = .points(x: x, y: y)
        case (.shapes(var own), .shapes(let more)):
            self = .none(count: 0)
            own.append(contentsOf: more)
            self = .shapes(own)
        default:
            let own = (0..<count).map { self[$0] }
            self = .shapes(own + (0..<other.count).map { other[$0] })
        }
    }
}

extension FeatureBatch {
    /// Adds the rows of a batch with the same columns.
    mutating func append(contentsOf other: FeatureBatch) {
        ids.append(contentsOf: other.ids)
        geometry.append(contentsOf: other.geometry)
        for index in columns.indices { columns[index].values.append(contentsOf: other.columns[index].values) }
        flags.append(contentsOf: other.flags)
    }
}
