internal import Foundation
public import TabaqaColumns
public import TabaqaFeatureModel

/// The column files beside a store: opened when they match the store's revision, rebuilt otherwise.
public struct ColumnShelf: Sendable {
    public let directory: String
    private let store: any FeatureStore
    private let progress: any ProgressReporter
    /// Of a process that stays: layers stay open and follow the store.
    let live: LiveShelf?

    init(directory: String, store: any FeatureStore, progress: any ProgressReporter) {
        self.directory = directory
        self.store = store
        self.progress = progress
        live = nil
    }

    /// The same folder with its layers kept open.
    init(keepingOpen shelf: ColumnShelf) {
        directory = shelf.directory
        store = shelf.store
        progress = shelf.progress
        live = LiveShelf(shelf, ChangeFeed(store: shelf.store))
    }

    /// Where the columns of the layer as it now is belong. The name carries when the layer last changed: a store
    /// restored from a copy, or made anew, may reach the same revision with other rows.
    public func path(of layer: LayerDefinition) throws -> String {
        let changed = try (store as? any ImportLedger)?.lastChange(of: layer) ?? 0
        return "\(directory)/\(layer.id)@\(String(changed, radix: 36)).columns"
    }

    /// The columns of `layer` at the store's current revision, rows that may be kept from some among them: for rules
    /// and upkeep. What is shown to anyone is made of `reading(_:for:_:)`.
    ///
    /// - Throws: `file.unwritable` when a rebuilt file cannot be written.
    public func open(
        _ layer: LayerDefinition, verifying verification: ColumnFile.Verification = .everything
    ) throws -> LayerColumns {
        if let live { return try live.open(layer) }
        return try openFile(layer, verifying: verification)
    }

    /// From the layer's file.
    func openFile(
        _ layer: LayerDefinition, verifying verification: ColumnFile.Verification = .everything
    ) throws -> LayerColumns {
        let revision = try store.changes(layer, after: nil, limit: 0).revision
        if let columns = try? ColumnFile.open(
            at: try path(of: layer), layer: layer, verifying: verification), columns.revision == revision
        {
            return columns
        }
        return try rebuild(layer)
    }

    /// Up to so many bytes a file is checked whole whenever it is opened: a millisecond or two.
    private static let smallFile = 16 << 20

    /// Runs `body` on the columns of `layers` as the audience may see them: the one place where rows in review are
    /// kept from those they are not for. Each part of a large file is checked when it is first read; where one turns
    /// out damaged, all are checked, rebuilt where needed, and `body` runs again.
    func reading<Result>(
        _ layers: [LayerDefinition], for audience: Audience, _ body: ([LayerColumns]) throws -> Result
    ) throws -> Result {
        try reading(layers.map { ($0, audience) }, body)
    }

    /// The same, each layer for an audience of its own.
    func reading<Result>(
        _ parts: [(layer: LayerDefinition, audience: Audience)], _ body: ([LayerColumns]) throws -> Result
    ) throws -> Result {
        do {
            return try body(
                try parts.map { layer, audience in
                    if let live { return try shown(try live.open(layer), to: audience) }
                    let path = try path(of: layer)
                    let file = try? FileManager.default.attributesOfItem(atPath: path)
                    let isSmall = (file?[.size] as? Int).map { $0 <= Self.smallFile } ?? true
                    let columns = try open(layer, verifying: isSmall ? .everything : .onFirstUse)
                    return try shown(columns, to: audience)
                })
        } catch let fault as Fault where fault.code == .columnsDamaged {
            return try body(
                try parts.map { layer, audience in
                    try shown(try live?.reopen(layer) ?? open(layer), to: audience)
                })
        }
    }

    /// The columns without the rows that the layer keeps from the audience.
    private func shown(_ columns: LayerColumns, to audience: Audience) throws -> LayerColumns {
        let hidden = columns.layer.review.hidden(from: audience)
        if LiveColumns.covers(columns.layer) { return try columns.hiding(hidden) }
        guard columns.blocks.contains(where: { !$0.flags.isDisjoint(with: hidden) }) else { return columns }
        // Lines and areas have indexes over all rows, so that those shown need a file of their own.
        return try columns.derived("without \(hidden.rawValue)") {
            try file(of: columns, without: hidden)
        }
    }

    /// A file of some rows, gone from its folder when it is open.
    private func file(of columns: LayerColumns, without hidden: FeatureFlags) throws -> LayerColumns {
        let flags = try columns.flags()
        let rows = (0..<columns.count).filter {
            columns.isAlive($0) && flags[$0] & hidden.rawValue == 0
        }
        let path = "\(directory)/\(columns.layer.id)@shown-\(UInt32.random(in: 0 ... .max))"
        defer { unlink(path) }
        try ColumnFile.build(at: path, layer: columns.layer) { visit in
            try columns.forEachBatch(rows, visit)
            return columns.revision
        }
        return try ColumnFile.open(at: path, layer: columns.layer)
    }

    /// A file to be filled with rows on their way into the empty `layer`.
    func draft(_ layer: LayerDefinition, revision: Int64) -> ColumnDraft {
        ColumnDraft(of: layer, directory: directory, revision: revision)
    }

    /// Puts a draft in its place when the store took all its rows and nothing else.
    func settle(_ draft: ColumnDraft, of layer: LayerDefinition, _ receipt: LoadReceipt, isWhole: Bool) throws
    {
        let path = try path(of: layer)
        if draft.settle(at: path, revision: receipt.revision, isWhole: isWhole) { prune(layer, except: path) }
    }

    /// Removes the layer's files of earlier states, and drafts that a killed import left.
    private func prune(_ layer: LayerDefinition, except path: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: directory)) ?? []
        for name in names where name.hasPrefix(layer.id + "@") && "\(directory)/\(name)" != path {
            unlink("\(directory)/\(name)")
        }
    }

    /// Builds the file anew and opens it.
    @discardableResult
    public func rebuild(_ layer: LayerDefinition) throws -> LayerColumns {
        do {
            try FileManager.default.createDirectory(atPath: directory, withIntermediateDirectories: true)
        } catch {
            throw Fault(
                .fileUnwritable, "Cannot create the folder for column files.",
                at: Fault.Place(file: directory), remedy: "Check permissions and free space.")
        }
        var rows = 0
        let path = try path(of: layer)
        try ColumnFile.build(at: path, layer: layer) { visit in
            try store.scan(layer) { batch in
                rows += batch.count
                progress.report(phase: .columns, fraction: 0, rows: rows)
                try visit(batch)
            }
        }
        progress.finish()
        prune(layer, except: path)
        return try ColumnFile.open(at: path, layer: layer)
    }
}

extension ColumnShelf {
    /// What a column file is worth.
    enum State {
        case absent
        case sound(revision: Int64)
        case damaged(String)
    }

    func state(of layer: LayerDefinition) throws -> State {
        let path = try path(of: layer)
        guard FileManager.default.fileExists(atPath: path) else { return .absent }
        do {
            return .sound(revision: try ColumnFile.open(at: path, layer: layer).revision)
        } catch {
            return .damaged("\(error)")
        }
    }
}
