public import TabaqaFeatureModel

/// Writes features as GeoJSON, batch by batch, in constant memory.
public struct GeoJSONWriter {
    public typealias Form = GeoJSONForm.Kind

    private var sink: any ByteSink
    private let form: GeoJSONForm
    private var rows = 0
    private var isOpen = false

    public init(to sink: any ByteSink, _ form: GeoJSONForm) {
        self.sink = sink
        self.form = form
    }

    /// - Parameters:
    ///   - name: the collection's `name` member, as OGR reads it.
    ///   - crs: of every batch to come.
    public init(
        to sink: any ByteSink, form kind: GeoJSONForm.Kind = .collection, name: String? = nil, crs: CRS
    ) {
        self.init(to: sink, GeoJSONForm(kind, name: name, crs: crs))
    }

    /// Writes the batch's rows. A row without a geometry has `"geometry": null`.
    ///
    /// - Throws: `crs.unknown` when the batch is in another CRS, and what the sink throws.
    public mutating func append(_ batch: Released<FeatureBatch>) throws {
        try append(rowsOf: batch.value)
    }

    /// Writes a join: areas (or, of `--each`, events) with their measures. The row for events in no area is a
    /// feature with the id `unassigned` and no geometry, so that the counts add up.
    public mutating func append(_ join: Released<JoinTable>) throws {
        try append(rowsOf: join.value.table)
    }

    /// Completes the text and hands the last bytes to the sink.
    public mutating func end() throws {
        var text = ByteText()
        begin(&text)
        text.append(form.tail(isEmpty: rows == 0))
        try text.drain(into: &sink, over: 0)
    }

    private mutating func append(rowsOf batch: FeatureBatch) throws {
        let features = try GeoJSONRows(batch, form: form)
        var text = ByteText(capacity: 1 << 19)
        begin(&text)
        for row in 0..<batch.count {
            features.append(row..<row + 1, isFirst: rows == 0, to: &text)
            rows += 1
            try text.drain(into: &sink)
        }
        try text.drain(into: &sink, over: 0)
    }

    private mutating func begin(_ text: inout ByteText) {
        guard !isOpen else { return }
        isOpen = true
        text.append(form.head)
    }
}
