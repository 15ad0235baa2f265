internal import TabaqaColumns
internal import TabaqaExchange
internal import TabaqaFeatureModel
internal import TabaqaTopology

/// One file on its way into one layer.
struct ImportRun {
    let engine: Engine
    let request: ImportRequest
    let layer: LayerDefinition
    let source: SourceFile
    private var report: ImportReport
    /// Source rows that were rejected.
    private var rejected: Set<Int> = []

    init(engine: Engine, request: ImportRequest) throws {
        self.engine = engine
        self.request = request
        layer = try engine.catalog.layer(request.layer)
        source = try SourceFile(request.file)
        report = ImportReport(layer: layer.id, file: source.name)
    }

    mutating func execute() throws -> ImportReport {
        let clock = ContinuousClock()
        let began = clock.now
        let hash = try source.hash()
        let reader = try openReader()
        var decoder = try RecordDecoder(
            layer: layer, options: try request.decodeOptions(zone: engine.catalog.city.zone),
            crs: reader.crs ?? layer.crs)
        var input = try read(reader, &decoder)
        let key = try KeyPlan(layer: layer, request: request, present: input.present)
        if key == nil { try refuseAgain(hash) }
        let revision = try engine.store.changes(layer, after: nil, limit: 0).revision
        input.revision = revision
        input.isFirst = revision == 0
        try assignIDs(&input, key: key, hash: hash, revision: revision)

        engine.progress.report(phase: .checking, fraction: 0, rows: input.features.count)
        var rules = try ImportGeometryRules(
            engine: engine, layer: layer, ground: try CityGround(engine: engine, layer: layer),
            requiresGeometry: input.hasGeometry)
        let observations = ObservationBatch(features: input.features, rows: input.rows)
        input.features = FeatureBatch(emptyFor: layer)
        let (valid, kept, violations) = try FeatureValidator(layer: layer).validate(
            observations, present: key?.updates == true ? input.present : nil, geometry: &rules)
        reject(violations)
        report.repaired = rules.repaired
        report.warnings += rules.warnings
        let rows = kept.map { input.rows[$0] }

        try store(valid, rows: rows, key: key, input: input, hash: hash)
        settle(read: input.read)
        report.seconds = began.duration(to: clock.now) / .seconds(1)
        return report
    }

    // MARK: Reading

    private func openReader() throws -> any RecordReader {
        try RecordSource.open(
            path: request.file, options: request.readOptions(wantsPlaces: layer.geometry != .none),
            languages: engine.catalog.city.languages, formatsExecutable: engine.formatsExecutable)
    }

    private mutating func read(
        _ reader: any RecordReader, _ decoder: inout RecordDecoder
    ) throws -> ImportInput {
        var input = ImportInput(layer: layer)
        var transform: CoordinateTransform?
        var parts: [FeatureBatch] = []
        let ahead = ReadAhead(reader, wantsPlaces: layer.geometry != .none)
        defer { ahead.stop() }
        while let part = try ahead.next() {
            input.read += part.batch.count
            let (decoded, violations) = try decoder.decode(part.batch)
            reject(violations)
            var features = decoded.features
            if let crs = part.crs {
                if transform == nil { transform = try CoordinateTransform(from: crs, to: layer.crs) }
                input.hasGeometry = true
                if crs != layer.crs, let transform {
                    for row in transform.transform(&features.geometry) {
                        reject([Violation(row: decoded.rows[row], reason: .untransformable)])
                    }
                }
            }
            parts.append(features)
            input.rows += decoded.rows
            engine.progress.report(phase: .reading, fraction: part.progress, rows: input.read)
        }
        ahead.stop()
        input.features = FeatureBatch(joining: parts, of: layer)
        input.present = decoder.present
        report.warnings += reader.warnings + decoder.warnings
        if input.read == 0 { report.warnings.append("The file has no rows.") }
        try requirePlaces(input)
        return input
    }

    /// A layer of places cannot be filled from a file without any, unless the file only updates.
    private func requirePlaces(_ input: ImportInput) throws {
        guard layer.geometry != .none, !input.hasGeometry, input.read > 0, !request.updates else { return }
        throw Fault(
            .importColumns, "The file has no places, and layer “\(layer.id)” needs them.",
            at: Fault.Place(file: request.file),
            remedy:
                "Name the columns with --x and --y, or use --key COLUMN --update to change rows already there."
        )
    }

    private func refuseAgain(_ hash: String) throws {
        guard !request.again, let ledger = engine.store as? any ImportLedger,
            let time = try ledger.imported(sourceHash: hash, into: layer)
        else { return }
        throw Fault(
            .importAgain,
            "This file was imported into “\(layer.id)” on \(InstantText.utc(time).prefix(10)) and has no key.",
            at: Fault.Place(file: request.file),
            remedy: "Use --again to add its rows once more, or --key COLUMN to tell rows apart.")
    }

    // MARK: Ids

    private mutating func assignIDs(
        _ input: inout ImportInput, key: KeyPlan?, hash: String, revision: Int64
    ) throws {
        var ids = TextColumn()
        ids.reserve(rows: input.rows.count, bytes: input.rows.count * 32)
        guard let key else {
            for row in input.rows {
                var digest = StableHash()
                digest.mix(layer.id)
                digest.mix(hash)
                digest.mix(UInt64(row))
                if request.again { digest.mix(UInt64(bitPattern: revision)) }
                ids.append(hexadecimal: digest.value)
            }
            input.features.ids = ids
            return
        }
        let existing = revision == 0 ? ExistingKeys() : try ExistingKeys(engine.store, layer, key)
        input.isFirst = existing.rows == 0
        let column = input.features.columns[key.index].values
        let digests = RowKeys.digests(column, layer: layer.id, folds: key.folds)
        var seen = DigestSet(capacity: digests.count)
        var keep: [Int] = []
        keep.reserveCapacity(digests.count)
        for (index, digest) in digests.enumerated() {
            let row = input.rows[index]
            guard let digest else {
                reject([Violation(row: row, reason: .noKey, column: key.property)])
                continue
            }
            let isRepeated = !seen.insert(digest)
            if isRepeated || existing.ambiguous.contains(digest) {
                var value: String?
                if case .text(let text) = column[index] { value = text }
                reject([
                    Violation(
                        row: row, reason: isRepeated ? .duplicateKey : .keyAmbiguous, column: key.property,
                        value: value)
                ])
                continue
            }
            keep.append(index)
            if let id = existing.ids[digest] {
                ids.append(id)
            } else {
                ids.append(hexadecimal: digest)
            }
        }
        if keep.count < digests.count {
            input.features.ids = TextColumn([String?](repeating: "", count: digests.count))
            input.features = input.features.gather(keep)
            input.rows = keep.map { input.rows[$0] }
        }
        input.features.ids = ids
    }

    // MARK: Storing

    private mutating func store(
        _ valid: ValidatedBatch, rows: [Int], key: KeyPlan?, input: ImportInput, hash: String
    ) throws {
        engine.progress.report(phase: .sorting, fraction: 0, rows: rows.count)
        let order = curveOrder(valid.features.geometry)
        let mode = mode(key, input)
        let draft = draft(order.count, mode, valid.features.geometry, input)
        var chunks = ImportChunks(valid, order: order, draft: draft)
        defer { chunks.stop() }
        let progress = engine.progress
        let receipt = try engine.store.load(
            layer,
            LoadOptions(mode: mode, actor: request.actor, source: source.name, sourceHash: hash)
        ) {
            guard let chunk = try chunks.next() else { return nil }
            progress.report(phase: .storing, fraction: chunks.fraction, rows: chunks.rows)
            return chunk
        }
        if let draft {
            chunks.stop()
            try engine.columns.settle(
                draft, of: layer, receipt, isWhole: receipt.inserted == order.count)
        }
        report.revision = receipt.revision
        report.inserted = receipt.inserted
        report.updated = receipt.updated
        report.unchanged = receipt.unchanged
        let lost = rejectUnstored(receipt, valid.features.ids, rows: rows, key: key)
        countFlags(valid.features.flags, except: lost)
    }

    /// Many places on their way into an empty layer: their column file is made from memory meanwhile.
    private func draft(
        _ count: Int, _ mode: LoadOptions.Mode, _ geometry: GeometryColumn, _ input: ImportInput
    ) -> ColumnDraft? {
        guard count >= ColumnDraft.worthwhile, mode == .append, input.isFirst, case .points = geometry else {
            return nil
        }
        return engine.columns.draft(layer, revision: input.revision + 1)
    }

    /// Into an empty layer rows are simply added; their keys were told apart before.
    private func mode(_ key: KeyPlan?, _ input: ImportInput) -> LoadOptions.Mode {
        let insertsMissing = layer.geometry == .none || input.hasGeometry
        guard let key, !(input.isFirst && insertsMissing) else { return .append }
        return .merge(
            update: key.updates, properties: input.present, geometry: input.hasGeometry,
            insertsMissing: insertsMissing)
    }

    /// Rows in curve order, so that neighbours on the ground are neighbours in the file.
    private func curveOrder(_ geometry: GeometryColumn) -> [Int] {
        switch geometry {
        case .none(let count):
            return Array(0..<count)
        case .points(let x, let y):
            return HilbertCurve.order(x: x, y: y)
        case .shapes(let shapes):
            let centers = shapes.map { $0?.extent.center }
            return HilbertCurve.order(x: centers.map { $0?.x ?? .nan }, y: centers.map { $0?.y ?? .nan })
        }
    }

    /// - Returns: indexes of rows the store did not take.
    private mutating func rejectUnstored(
        _ receipt: LoadReceipt, _ ids: TextColumn, rows: [Int], key: KeyPlan?
    ) -> Set<Int> {
        guard !receipt.conflicting.isEmpty || !receipt.unmatched.isEmpty else { return [] }
        let conflicting = Set(receipt.conflicting.map(\.text))
        let unmatched = Set(receipt.unmatched.map(\.text))
        var lost: Set<Int> = []
        for index in 0..<ids.count {
            guard let id = ids[index] else { continue }
            if conflicting.contains(id) {
                reject([Violation(row: rows[index], reason: .keyExists, column: key?.property)])
            } else if unmatched.contains(id) {
                reject([Violation(row: rows[index], reason: .keyUnmatched, column: key?.property)])
            } else {
                continue
            }
            lost.insert(index)
        }
        return lost
    }

    private mutating func countFlags(_ flags: [FeatureFlags], except lost: Set<Int>) {
        for (index, flag) in flags.enumerated() where !flag.isEmpty && !lost.contains(index) {
            report.flaggedRows += 1
            for name in flag.names { report.flagged[name, default: 0] += 1 }
        }
    }

    // MARK: Accounts

    private mutating func reject(_ violations: [Violation]) {
        for violation in violations {
            report.violations.append(violation)
            if rejected.insert(violation.row).inserted {
                report.rejected[violation.reason.rawValue, default: 0] += 1
            }
        }
    }

    private mutating func settle(read: Int) {
        report.read = read
        report.rejectedRows = rejected.count
        report.stored = report.inserted + report.updated + report.unchanged
        report.violations.sort { $0.row < $1.row }
    }
}
