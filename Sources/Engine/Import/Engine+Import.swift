internal import TabaqaFeatureModel

extension Engine {
    /// Imports one file, all or nothing. Every row ends stored, flagged or rejected.
    ///
    /// - Throws: `file.*` for a file that cannot be read, `import.*` when it cannot be understood without
    ///   more being said, `store.*`. The store is then as it was.
    public func importFile(_ request: ImportRequest) throws -> ImportReport {
        defer { progress.finish() }
        do {
            var run = try ImportRun(engine: self, request: request)
            return try run.execute()
        } catch var fault as Fault {
            // Whoever decodes knows rows and columns, not files.
            if fault.place?.file == nil, Self.isOfFile(fault.code) {
                var place = fault.place ?? Fault.Place()
                place.file = request.file
                fault.place = place
            }
            throw fault
        }
    }

    private static func isOfFile(_ code: FaultCode) -> Bool {
        code.name.hasPrefix("import.") || code.name.hasPrefix("file.")
    }
}
