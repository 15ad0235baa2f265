internal import Synchronization
internal import TabaqaColumns
internal import TabaqaFeatureModel

/// The layers a long-running process keeps open, by id.
final class LiveShelf: Sendable {
    private let shelf: ColumnShelf
    private let feed: ChangeFeed
    private let desks = Mutex<[String: LayerDesk]>([:])

    init(_ shelf: ColumnShelf, _ feed: ChangeFeed) {
        self.shelf = shelf
        self.feed = feed
    }

    func desk(_ layer: LayerDefinition) -> LayerDesk {
        desks.withLock { desks in
            if let desk = desks[layer.id] { return desk }
            let desk = LayerDesk(layer, shelf: shelf, feed: feed)
            desks[layer.id] = desk
            return desk
        }
    }

    func open(_ layer: LayerDefinition) throws -> LayerColumns { try desk(layer).open() }

    func reopen(_ layer: LayerDefinition) throws -> LayerColumns { try desk(layer).reopen() }
}
