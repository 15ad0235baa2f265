internal import TabaqaColumns
internal import TabaqaExchange
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// Takes a bulk piece by piece. One thread at a time.
public final class BulkIntake {
    /// A line longer than this is refused, and with it the rest.
    private static let longestLine = 16 << 20
    /// Bytes gathered before anything is done.
    private static let batchSize = 2 << 20
    /// Rows stored at once: so many a layer that is kept open takes in without being read again.
    private static let mostRows = 16_384

    private let desk: FieldDesk
    private let layer: LayerDefinition
    private let sender: Sender
    private let transform: CoordinateTransform?
    private var decoder: RecordDecoder
    private var rules: ImportGeometryRules
    private let validator: FeatureValidator
    /// Of the key among the layer's properties.
    private let key: Int?
    /// Not yet decided; begins at line `line`.
    private var pending: [UInt8] = []
    private var line = 1

    init(_ desk: FieldDesk, _ layer: LayerDefinition, _ sender: Sender, _ now: Int64) throws {
        self.desk = desk
        self.layer = layer
        self.sender = sender
        var options = DecodeOptions(zone: desk.engine.catalog.city.zone)
        options.requiresColumns = false
        options.decimalComma = false
        decoder = try RecordDecoder(layer: layer, options: options, crs: .wgs84)
        rules = try ImportGeometryRules(
            engine: desk.engine, layer: layer, ground: try CityGround(engine: desk.engine, layer: layer),
            requiresGeometry: layer.geometry != .none)
        transform = layer.crs == .wgs84 ? nil : try CoordinateTransform(from: .wgs84, to: layer.crs)
        validator = FeatureValidator(layer: layer)
        key = layer.properties.firstIndex { $0.name == layer.key }
    }

    /// Takes the next bytes of the body, broken anywhere.
    ///
    /// - Returns: what became of the lines that were decided meanwhile, ascending; mostly none.
    /// - Throws: `store.*`, `file.too-large` for a line beyond bounds; what was reported as stored before stays
    ///   stored.
    public func take(_ bytes: some Collection<UInt8>) throws -> [BulkLine] {
        pending.append(contentsOf: bytes)
        guard pending.count >= Self.batchSize else { return [] }
        guard let end = pending.lastIndex(of: 0x0A) else {
            guard pending.count <= Self.longestLine else {
                throw Fault(
                    .fileTooLarge, "Line \(line) is longer than \(Self.longestLine >> 20) MB.",
                    remedy: "Send one feature per line.")
            }
            return []
        }
        let whole = Array(pending[...end])
        pending.removeSubrange(...end)
        return try store(whole)
    }

    /// The body has ended.
    public func finish() throws -> [BulkLine] {
        let rest = pending
        pending = []
        return rest.isEmpty ? [] : try store(rest)
    }

    // MARK: batches

    private func store(_ text: [UInt8]) throws -> [BulkLine] {
        let lines = BulkText.lines(text, from: line)
        line += BulkText.count(text)
        var decided: [BulkLine] = []
        for start in stride(from: 0, to: lines.count, by: Self.mostRows) {
            decided += try store(text, Array(lines[start..<min(start + Self.mostRows, lines.count)]))
        }
        return decided
    }

    private func store(_ text: [UInt8], _ lines: [BulkText.Line]) throws -> [BulkLine] {
        guard let first = lines.first, let last = lines.last else { return [] }
        // Mostly all is well, and then one reader reads all lines.
        let whole = Array(text[first.range.lowerBound..<last.range.upperBound])
        if let records = try? read(whole), records.reduce(0, { $0 + $1.count }) == lines.count {
            return try store(records, lines: lines.map(\.number))
        }
        var decided: [BulkLine] = []
        var good: [BulkText.Line] = []
        var joined: [UInt8] = []
        for line in lines {
            let bytes = Array(text[line.range])
            do {
                let records = try read(bytes)
                guard records.count == 1, records[0].count == 1 else {
                    throw Fault(.fileMalformed, "A line must be one feature.")
                }
                good.append(line)
                joined += bytes + [0x0A]
            } catch let fault as Fault {
                decided.append(BulkLine(line: line.number, outcome: .invalid, fault: fault))
            }
        }
        if !good.isEmpty { decided += try store(try read(joined), lines: good.map(\.number)) }
        return decided.sorted { $0.line < $1.line }
    }

    private func read(_ text: [UInt8]) throws -> [RecordBatch] {
        let reader = try GeoJSONReader(bytes: [0x1E] + text)
        var records: [RecordBatch] = []
        while let record = try reader.next() { records.append(record) }
        return records
    }

    /// - Parameter records: with rows numbered from 1.
    private func store(_ records: [RecordBatch], lines: [Int]) throws -> [BulkLine] {
        // A decoder learns its columns from the first batch; the next reader may meet others.
        var decoder = decoder
        var violations: [Violation] = []
        var parts: [FeatureBatch] = []
        var rows: [Int] = []
        for record in records {
            let (decoded, broken) = try decoder.decode(record)
            violations += broken
            var features = decoded.features
            if let transform {
                for row in transform.transform(&features.geometry) {
                    violations.append(Violation(row: decoded.rows[row], reason: .untransformable))
                }
                features.crs = layer.crs
            }
            parts.append(features)
            rows += decoded.rows
        }
        var input = ObservationBatch(features: FeatureBatch(joining: parts, of: layer), rows: rows)
        let bad = Set(violations.map(\.row))
        if !bad.isEmpty {
            let rest = rows.indices.filter { !bad.contains(rows[$0]) }
            input = ObservationBatch(features: input.features.gather(rest), rows: rest.map { rows[$0] })
        }
        name(&input.features)
        let (valid, kept, broken) = try validator.validate(input, geometry: &rules)
        var decided: [BulkLine] = []
        for (row, violations) in Dictionary(grouping: violations + broken, by: \.row)
        where row >= 1 && row <= lines.count {
            decided.append(BulkLine(line: lines[row - 1], outcome: .invalid, violations: violations))
        }
        decided += try store(valid, lines: kept.map { lines[input.rows[$0] - 1] })
        return decided.sorted { $0.line < $1.line }
    }

    /// Rows without an id get one of their key, as imports give it, else of their content: the same line again is the
    /// same feature.
    private func name(_ features: inout FeatureBatch) {
        let count = features.count
        let digests = RowDigests(features).digests
        let keys = key.map { RowKeys.digests(features.columns[$0].values, layer: layer.id, folds: false) }
        var ids = TextColumn()
        ids.reserve(rows: count, bytes: 36 * count)
        for row in 0..<count {
            if let id = features.ids[row], !id.isEmpty {
                ids.append(id)
            } else if let digest = keys?[row] {
                ids.append(hexadecimal: digest)
            } else {
                var hash = StableHash()
                hash.mix(layer.id)
                hash.mix(digests[row])
                ids.append(hexadecimal: hash.value)
            }
        }
        features.ids = ids
    }

    private func store(_ valid: ValidatedBatch, lines rows: [Int]) throws -> [BulkLine] {
        guard !rows.isEmpty else { return [] }
        let features = valid.features
        let order = try desk.engine.columns.open(layer).idOrder()
        // The first line of an id is the one that counts; what another says is looked at when it is stored.
        var seen: Set<String> = []
        var (first, again) = ([Int](), [Int]())
        var isKnown = [Bool](repeating: false, count: rows.count)
        var isFresh = true
        for row in rows.indices {
            let id = features.ids[row] ?? ""
            if seen.insert(id).inserted { first.append(row) } else { again.append(row) }
            isKnown[row] = order.row(ofID: FeatureID(id)) != nil
            if isKnown[row] { isFresh = false }
        }
        let firsts = first.count == rows.count ? valid : valid.gather(first)
        var conflicting: Set<String> = []
        if try !isFresh || !append(firsts) { conflicting = try merge(firsts) }
        var lines = first.map { line($0, isKnown[$0], conflicting) }
        let same = again.filter { features.flags[$0].contains(.exactDuplicate) }
        lines += same.map { line($0, true, []) }
        again.removeAll { features.flags[$0].contains(.exactDuplicate) }
        if !again.isEmpty {
            let conflicting = try merge(valid.gather(again))
            lines += again.map { line($0, true, conflicting) }
        }
        return lines

        func line(_ row: Int, _ isKnown: Bool, _ conflicting: Set<String>) -> BulkLine {
            let id = features.ids[row] ?? ""
            return BulkLine(
                line: rows[row], id: FeatureID(id),
                outcome: conflicting.contains(id) ? .conflicting : isKnown ? .known : .stored)
        }
    }

    /// Adds rows whose ids may be there.
    ///
    /// - Returns: ids that are there with other content.
    private func merge(_ valid: ValidatedBatch) throws -> Set<String> {
        let receipt = try load(
            valid, .merge(update: false, properties: nil, geometry: true, insertsMissing: true))
        return Set(receipt.conflicting.map(\.text))
    }

    /// False, and nothing done, where one of the ids is there after all.
    private func append(_ valid: ValidatedBatch) throws -> Bool {
        do {
            _ = try load(valid, .append)
            return true
        } catch let fault as Fault where fault.code == .storeConflict {
            return false
        }
    }

    private func load(_ valid: ValidatedBatch, _ mode: LoadOptions.Mode) throws -> LoadReceipt {
        try desk.writing {
            var parts = [valid].makeIterator()
            return try desk.store.load(
                layer, LoadOptions(mode: mode, actor: sender.name, source: "bulk", sourceHash: ""),
                from: { parts.next() })
        }
    }
}
