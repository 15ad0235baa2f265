extension TextColumn {
    /// The rows of all `parts`, one after another, without the gaps between them.
    public init(joining parts: [TextColumn]) {
        self.init()
        var rows = 0
        var size = 0
        for part in parts {
            rows += part.count
            for length in part.lengths { size += max(0, Int(length)) }
        }
        reserve(rows: rows, bytes: size)
        for part in parts {
            part.bytes.withUnsafeBufferPointer { bytes in
                for row in 0..<part.count {
                    let length = Int(part.lengths[row])
                    guard length >= 0 else {
                        appendNull()
                        continue
                    }
                    append(
                        utf8: UnsafeBufferPointer(
                            rebasing: bytes[part.starts[row]..<part.starts[row] + length]))
                }
            }
        }
    }
}

extension PropertyColumn {
    /// The rows of all `parts`, one after another; all are of one kind.
    public init(joining parts: [PropertyColumn], emptyFor type: PropertyType) {
        func joined<Value>(_ values: (PropertyColumn) -> [Value]?) -> [Value] {
            var all: [Value] = []
            all.reserveCapacity(parts.reduce(0) { $0 + $1.count })
            for part in parts {
                guard let values = values(part) else { preconditionFailure("columns of several kinds") }
                all.append(contentsOf: values)
            }
            return all
        }
        switch parts.first {
        case nil: self.init(emptyFor: type)
        case .text:
            self = .text(
                TextColumn(
                    joining: parts.map { if case .text(let column) = $0 { column } else { TextColumn() } })
            )
        case .integer: self = .integer(joined { if case .integer(let values) = $0 { values } else { nil } })
        case .decimal: self = .decimal(joined { if case .decimal(let values) = $0 { values } else { nil } })
        case .boolean: self = .boolean(joined { if case .boolean(let values) = $0 { values } else { nil } })
        case .date: self = .date(joined { if case .date(let values) = $0 { values } else { nil } })
        case .instant: self = .instant(joined { if case .instant(let values) = $0 { values } else { nil } })
        }
    }
}

extension GeometryColumn {
    /// The rows of all `parts`, one after another.
    public init(joining parts: [GeometryColumn]) {
        let count = parts.reduce(0) { $0 + $1.count }
        let isPoints = parts.allSatisfy { if case .points = $0 { true } else { false } }
        let isNone = parts.allSatisfy { if case .none = $0 { true } else { false } }
        if isNone {
            self = .none(count: count)
        } else if isPoints {
            var x: [Double] = []
            var y: [Double] = []
            x.reserveCapacity(count)
            y.reserveCapacity(count)
            for case .points(let partX, let partY) in parts {
                x.append(contentsOf: partX)
                y.append(contentsOf: partY)
            }
            self = .points(x: x, y: y)
        } else {
            var shapes: [Geometry?] = []
            shapes.reserveCapacity(count)
            for part in parts {
                if case .shapes(let own) = part {
                    shapes.append(contentsOf: own)
                } else {
                    for row in 0..<part.count { shapes.append(part[row]) }
                }
            }
            self = .shapes(shapes)
        }
    }
}

extension FeatureBatch {
    /// The rows of all `parts`, one after another: each is copied once. Parts have the columns of `layer`.
    public init(joining parts: [FeatureBatch], of layer: LayerDefinition) {
        self.init(emptyFor: layer)
        guard let first = parts.first else { return }
        guard parts.count > 1 else {
            self = first
            return
        }
        ids = TextColumn(joining: parts.map(\.ids))
        geometry = GeometryColumn(joining: parts.map(\.geometry))
        flags.reserveCapacity(parts.reduce(0) { $0 + $1.count })
        for part in parts { flags.append(contentsOf: part.flags) }
        for index in columns.indices {
            columns[index].values = PropertyColumn(
                joining: parts.map { $0.columns[index].values }, emptyFor: columns[index].type)
        }
    }
}
