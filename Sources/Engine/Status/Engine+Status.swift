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
            var status = LayerStatus(
                layer: layer.id, department: catalog.department(layer.department)?.title[language] ?? "",
                title: layer.title[language], steward: layer.maintenance?.steward,
                isWithheld: decision == .refused, every: layer.maintenance?.every.description)
            guard decision != .refused else { return status }
            let columns = try self.columns.open(layer)
            status.rows = columns.count
            if columns.count > 0 {
                let flagged = try columns.flags().array.count { $0 != 0 }
                status.flaggedShare = Double(flagged) / Double(columns.count)
            }
            let ledger = store as? any ImportLedger
            status.newest = try columns.newestTime ?? ledger?.lastChange(of: layer)
            if let every = layer.maintenance?.every {
                let due = status.newest.map { $0 + every.nominalMilliseconds }
                status.due = due
                if let due { status.overdue = now > due ? now - due : nil }
            }
            return status
        }
    }
}
