internal import TabaqaAnalysis
internal import TabaqaColumns
public import TabaqaFeatureModel

extension Engine {
    /// Per layer: rows, newest record, duty. Secret layers are not listed for those who may not see them.
    ///
    /// - Parameter now: milliseconds since 1970.
    public func status(now: Int64, language: Language, audience: Audience) throws -> [LayerStatus] {
        try catalog.layers.compactMap { layer in
            let decision = ReleaseGate.decide(audience, layer.sensitivity, .summary)
            if decision == .refused, layer.sensitivity == .secret { return nil }
            return try status(of: layer, now: now, language: language, audience: audience)
        }
    }

    /// How one layer keeps its duty; withheld where the audience may not see the numbers.
    ///
    /// - Parameter now: milliseconds since 1970.
    public func status(
        of layer: LayerDefinition, now: Int64, language: Language, audience: Audience
    ) throws -> LayerStatus {
        let decision = ReleaseGate.decide(audience, layer.sensitivity, .summary)
        var status = LayerStatus(
            layer: layer.id, department: catalog.department(layer.department)?.title[language] ?? "",
            title: layer.title[language], steward: layer.maintenance?.steward,
            isWithheld: decision == .refused, every: layer.maintenance?.every.description)
        guard decision != .refused else { return status }
        let counts = try columns.reading([layer], for: audience) { columns in
            try columns[0].derived("status") { try StatusCounts(columns[0]) }
        }
        status.rows = counts.rows
        if counts.rows > 0 { status.flaggedShare = Double(counts.flagged) / Double(counts.rows) }
        let ledger = store as? any ImportLedger
        let newest = ReleaseGate.mayReadTime(of: layer, audience) ? counts.newest : nil
        status.newest = try newest ?? ledger?.lastChange(of: layer)
        if let every = layer.maintenance?.every {
            let due = status.newest.map { newest in
                // A wrong date may lie at the end of time.
                let (due, overflows) = newest.addingReportingOverflow(every.nominalMilliseconds)
                return overflows ? Int64.max : due
            }
            status.due = due
            if let due { status.overdue = now > due ? now - due : nil }
        }
        return status
    }
}

/// What a status says of a layer's rows.
private struct StatusCounts: Sendable {
    let rows: Int
    let flagged: Int
    let newest: Int64?

    init(_ columns: LayerColumns) throws {
        let selected = try SelectionEvaluator.evaluate(
            Selection(includesFlagged: true), columns: columns, needsPlace: false)
        rows = selected.used
        let flags = try columns.flags()
        let quality = ~FeatureFlags.review.rawValue
        var flagged = 0
        selected.rows.forEachRun { run in for row in run where flags[row] & quality != 0 { flagged += 1 } }
        self.flagged = flagged
        newest = columns.newestTime
    }
}
