internal import TabaqaFeatureModel

/// Counts blocks of rows anew after changes.
struct BlockCensus: Sendable {
    private let layer: LayerDefinition
    private let clock: ZoneClock?

    init(_ layer: LayerDefinition) {
        self.layer = layer
        clock = layer.time.flatMap { try? ZoneClock(zone: $0.zone) }
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
                guard days[row] != .min else { return nil }
                let start = clock.instant(local: Int64(days[row]) * 86_400_000)
                return (start, clock.instant(local: (Int64(days[row]) + 1) * 86_400_000) - 1)
            }
        default:
            return { _ in nil }
        }
    }
}
