internal import TabaqaFeatureModel

extension LiveColumns {
    /// Writes the batch's rows behind all others, where no reader looks yet. False when they do not fit.
    static func append(
        _ batch: FeatureBatch, at first: Int, _ live: inout LiveRows,
        _ codes: inout [UInt16: [String: UInt16]],
        _ layer: LayerDefinition
    ) throws -> Bool {
        guard appendText(batch.ids, ColumnHeader.idColumn, at: first, &live, &codes) else { return false }
        for (index, property) in layer.properties.enumerated() {
            guard let values = batch.column(property.name)?.values, values.count == batch.count else {
                throw Fault(.storeFailure, "The store's rows of layer “\(layer.id)” lack “\(property.name)”.")
            }
            let column = UInt16(truncatingIfNeeded: index)
            switch (PropertyColumn(emptyFor: property.type), values) {
            case (.text, .text(let text)):
                guard appendText(text, column, at: first, &live, &codes) else { return false }
            case (.integer, .integer(let values)): live.space.write(values, .integers, column, at: first)
            case (.decimal, .decimal(let values)): live.space.write(values, .decimals, column, at: first)
            case (.boolean, .boolean(let values)): live.space.write(values, .booleans, column, at: first)
            case (.date, .date(let values)): live.space.write(values, .dates, column, at: first)
            case (.instant, .instant(let values)): live.space.write(values, .instants, column, at: first)
            default:
                throw Fault(
                    .storeFailure,
                    "The store's rows of layer “\(layer.id)” hold another type in “\(property.name)”.")
            }
        }
        live.space.write(batch.flags.map(\.rawValue), .flags, at: first)
        if layer.geometry == .point { appendPlaces(batch.geometry, at: first, live.space, layer.crs) }
        return true
    }

    private static func appendPlaces(
        _ geometry: GeometryColumn, at first: Int, _ space: LiveSpace, _ crs: CRS
    ) {
        var (x, y) = ([Double](), [Double]())
        if case .points(let batchX, let batchY) = geometry {
            for row in 0..<batchX.count {
                let isPlace = batchX[row].isFinite && batchY[row].isFinite
                x.append(isPlace ? batchX[row] : .nan)
                y.append(isPlace ? batchY[row] : .nan)
            }
        } else {
            for row in 0..<geometry.count {
                let center = ShapeSectionBuilder.center(geometry[row])
                x.append(center.x)
                y.append(center.y)
            }
        }
        space.write(x, .x, at: first)
        space.write(y, .y, at: first)
        guard space.region(.worldX) != nil else { return }
        let world = zip(x, y).map { WorldPosition.of(x: $0, y: $1, in: crs) }
        space.write(world.map(\.x), .worldX, at: first)
        space.write(world.map(\.y), .worldY, at: first)
    }

    /// In the form the column's file has.
    private static func appendText(
        _ text: TextColumn, _ column: UInt16, at first: Int, _ live: inout LiveRows,
        _ codes: inout [UInt16: [String: UInt16]]
    ) -> Bool {
        let space = live.space
        if space.region(.hexadecimals, column) != nil {
            var packed: [UInt8] = []
            packed.reserveCapacity(16 * text.count)
            for row in 0..<text.count {
                guard text.withUTF8(row, { $0.map { TextSectionBuilder.pack($0, into: &packed) } ?? false })
                else {
                    return false
                }
            }
            space.write(packed, .hexadecimals, column, at: first)
            return true
        }
        if space.region(.textOffsets, column) != nil { return appendPlain(text, column, at: first, &live) }
        let isWide = space.region(.codes16, column) != nil
        guard isWide || space.region(.codes8, column) != nil, var entries = live.entries[column] else {
            return false
        }
        if codes[column] == nil {
            codes[column] = Dictionary(
                (0..<entries.count).map { (entries[$0] ?? "", UInt16(truncatingIfNeeded: $0)) },
                uniquingKeysWith: { first, _ in first })
        }
        let null = isWide ? UInt16.max : 255
        var written: [UInt16] = []
        for row in 0..<text.count {
            guard let value = text[row] else {
                written.append(null)
                continue
            }
            if let code = codes[column]?[value] {
                written.append(code)
                continue
            }
            guard entries.count < (isWide ? 65_000 : 255) else {
                // Texts noted above belong to no state.
                codes[column] = nil
                return false
            }
            let code = UInt16(truncatingIfNeeded: entries.count)
            entries.append(value)
            codes[column]?[value] = code
            written.append(code)
        }
        if isWide {
            space.write(written, .codes16, column, at: first)
        } else {
            space.write(written.map { UInt8(truncatingIfNeeded: $0) }, .codes8, column, at: first)
        }
        live.entries[column] = entries
        return true
    }

    private static func appendPlain(
        _ text: TextColumn, _ column: UInt16, at first: Int, _ live: inout LiveRows
    ) -> Bool {
        guard let length = live.textLengths[column], let region = live.space.region(.textBytes, column) else {
            return false
        }
        var bytes: [UInt8] = []
        // The offset before the first new row is there already and lacks only whether that row is null, a bit that
        // no reader of earlier states looks at.
        var offsets: [UInt64] = []
        for row in 0..<text.count {
            offsets.append(UInt64(length + bytes.count) | (text.isNull(row) ? MappedText.nullBit : 0))
            text.withUTF8(row) { if let value = $0 { bytes.append(contentsOf: value) } }
        }
        offsets.append(UInt64(length + bytes.count))
        guard length + bytes.count <= region.capacity else { return false }
        live.space.write(bytes, .textBytes, column, at: length)
        if text.count > 0 { live.space.write(offsets, .textOffsets, column, at: first) }
        live.textLengths[column] = length + bytes.count
        return true
    }
}
