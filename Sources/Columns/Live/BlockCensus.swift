internal import TabaqaFeatureModel

/// Counts blocks of rows anew after changes.
struct BlockCensus: Sendable {
    private let layer: LayerDefinition
    private let clock: ZoneClock?

    init(_ layer: LayerDefinition) {
        self.layer = layer
        // Only days need it, and it is dear.
        let isDay = layer.time.flatMap { layer.property($0.property) }?.type == .date
        clock = isDay ? layer.time.flatMap { try? ZoneClock(zone: $0.zone) } : nil
    }

    /// Brings the statistics of every block that lost a row or gained one up to the living rows below `count`.
    func update(
        _ blocks: inout [BlockStatistics], _ live: LiveRows, touched rows: [Int], from first: Int, count: Int
    ) throws {
        let size = BlockStatistics.rowsPerBlock
        var touched = Set(rows.map { $0 / size })
        let needed = (count + size - 1) / size
        if first < count { touched.formUnion(first / size..<needed) }
        while blocks.count < needed { blocks.append(BlockStatistics()) }
        let span = time(live)
        for index in touched {
            blocks[index] = block(index * size..<min((index + 1) * size, count), live, span)
        }
    }

    private func block(
        _ rows: Range<Int>, _ live: LiveRows, _ span: (Int) -> (start: Int64, end: Int64)?
    ) -> BlockStatistics {
        var block = BlockStatistics()
        let x: UnsafePointer<Double>? = pointer(live, .x)
        let y: UnsafePointer<Double>? = pointer(live, .y)
        let flags: UnsafePointer<UInt32>? = pointer(live, .flags)
        for row in rows where live.isAlive(row) {
            if let flags { block.flags.formUnion(FeatureFlags(rawValue: flags[row])) }
            if let x, let y, !x[row].isNaN {
                block.extent.include(x: x[row], y: y[row])
            } else {
                block.placeless += 1
            }
            guard let span = span(row) else {
                block.timeless += 1
                continue
            }
            block.oldest = min(block.oldest, span.start)
            block.newest = max(block.newest, span.end)
        }
        return block
    }

    /// Of the living rows among `rows`.
    func block(_ rows: Range<Int>, of columns: LayerColumns) throws -> BlockStatistics {
        var block = BlockStatistics()
        let flags = try columns.flags()
        let places = layer.geometry == .none ? nil : try columns.places()
        let times = try layer.time.map { try columns.values($0.property) }
        for row in rows where columns.isAlive(row) {
            block.flags.formUnion(FeatureFlags(rawValue: flags[row]))
            if let places, !places.x[row].isNaN {
                block.extent.include(x: places.x[row], y: places.y[row])
            } else {
                block.placeless += 1
            }
            guard let span = span(times?[row]) else {
                block.timeless += 1
                continue
            }
            block.oldest = min(block.oldest, span.start)
            block.newest = max(block.newest, span.end)
        }
        return block
    }

    private func span(_ time: PropertyValue?) -> (start: Int64, end: Int64)? {
        switch time {
        case .instant(let instant): return (instant, instant)
        case .date(let days): return clock.map { span(ofDay: days, $0) }
        default: return nil
        }
    }

    private func span(ofDay days: Int32, _ clock: ZoneClock) -> (start: Int64, end: Int64) {
        let start = clock.instant(local: Int64(days) * 86_400_000)
        return (start, clock.instant(local: (Int64(days) + 1) * 86_400_000) - 1)
    }

    private func pointer<Element>(
        _ live: LiveRows, _ kind: SectionKind, _ column: UInt16 = ColumnHeader.noColumn
    ) -> UnsafePointer<Element>? {
        live.space.region(kind, column).map {
            UnsafePointer($0.start.bindMemory(to: Element.self, capacity: $0.capacity / $0.stride))
        }
    }

    /// First and last millisecond of a row's time; a date is its whole local day.
    private func time(_ live: LiveRows) -> (Int) -> (start: Int64, end: Int64)? {
        guard let time = layer.time,
            let index = layer.properties.firstIndex(where: { $0.name == time.property })
        else { return { _ in nil } }
        let column = UInt16(truncatingIfNeeded: index)
        switch PropertyColumn(emptyFor: layer.properties[index].type) {
        case .instant:
            guard let instants: UnsafePointer<Int64> = pointer(live, .instants, column) else {
                return { _ in nil }
            }
            return { instants[$0] == .min ? nil : (instants[$0], instants[$0]) }
        case .date:
            guard let days: UnsafePointer<Int32> = pointer(live, .dates, column), let clock else {
                return { _ in nil }
            }
            return { row in
                days[row] == .min ? nil : span(ofDay: days[row], clock)
            }
        default:
            return { _ in nil }
        }
    }
}
