internal import TabaqaFeatureModel

extension Engine {
    /// Imports one file, all or nothing. Every row ends stored, flagged or rejected.
    ///
    /// - Throws: `file.*` for a file that cannot be read, `import.*` when it cannot be understood without
    ///   more being said, `store.*`. The store is then as it was.
    public func importFile(_ request: ImportRequest) throws -> ImportReport {
        defer { progress.finish() }
        var run = try ImportRun(engine: self, request: request)
        return try run.execute()
    }
}
