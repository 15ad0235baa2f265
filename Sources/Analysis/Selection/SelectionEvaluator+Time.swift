internal import TabaqaColumns
internal import TabaqaFeatureModel

extension SelectionEvaluator {
    static func selectTimes(
        _ selection: Selection, _ columns: LayerColumns, _ mask: inout RowMask, _ accounts: inout Accounts
    ) throws {
        let interval = selection.interval.flatMap { $0.start == nil && $0.end == nil ? nil : $0 }
        guard interval != nil || selection.hours != nil || selection.weekdays != nil else { return }
        guard let time = columns.layer.time else {
            throw Fault(
                .optionInvalid, "Layer “\(columns.layer.id)” has no time to select by.",
                remedy:
                    "Leave out --datetime, --hour and --weekday, or declare `time:` in the layer's definition."
            )
        }
        let days = try LocalDays(columns.layer)
        switch try columns.values(time.property) {
        case .instant(let values):
            if let interval { select(interval, values, columns, &mask, &accounts) }
            if selection.hours != nil || selection.weekdays != nil {
                select(selection, values, days, &mask, countsTimeless: interval == nil, &accounts)
            }
        case .date(let values):
            select(selection, interval, values, days, &mask, &accounts)
        default:
            throw Fault(.optionInvalid, "Property “\(time.property)” is no time.")
        }
    }

    private static func select(
        _ interval: TimeInterval, _ values: MappedArray<Int64>, _ columns: LayerColumns,
        _ mask: inout RowMask,
        _ accounts: inout Accounts
    ) {
        let start = interval.start ?? (.min + 1)
        let end = interval.end ?? .max
        values.withUnsafeBufferPointer { values in
            for (index, block) in columns.blocks.enumerated() {
                if block.timeless == 0, block.oldest >= start, block.newest <= end { continue }
                let first = index * BlockStatistics.rowsPerBlock
                let last = min(first + BlockStatistics.rowsPerBlock, columns.count)
                for word in first / 64..<(last + 63) / 64 where mask.words[word] != 0 {
                    var bits: UInt64 = 0
                    var timeless: UInt64 = 0
                    for row in word * 64..<min(word * 64 + 64, last) {
                        let value = values[row]
                        if value >= start, value <= end { bits |= 1 << UInt64(row & 63) }
                        if value == .min { timeless |= 1 << UInt64(row & 63) }
                    }
                    accounts.timeless += (mask.words[word] & timeless).nonzeroBitCount
                    mask.words[word] &= bits & ~timeless
                }
            }
        }
    }

    private static func select(
        _ selection: Selection, _ values: MappedArray<Int64>, _ days: LocalDays, _ mask: inout RowMask,
        countsTimeless: Bool, _ accounts: inout Accounts
    ) {
        let hours = (0..<24).map { selection.hours?.contains($0) ?? true }
        let weekdays = (0..<8).map { selection.weekdays?.contains($0) ?? true }
        var fits = RowMask(count: mask.count, all: false)
        values.withUnsafeBufferPointer { values in
            mask.forEachRun { rows in
                days.forEach(rows, of: values) { row, hour, weekday in
                    if hours[hour], weekdays[weekday] { fits[row] = true }
                }
                if countsTimeless { for row in rows where values[row] == .min { accounts.timeless += 1 } }
            }
        }
        mask = fits
    }

    private static func select(
        _ selection: Selection, _ interval: TimeInterval?, _ values: MappedArray<Int32>, _ days: LocalDays,
        _ mask: inout RowMask, _ accounts: inout Accounts
    ) {
        var fits = RowMask(count: mask.count, all: false)
        mask.forEachRun { rows in
            for row in rows {
                guard values[row] != .min else {
                    accounts.timeless += 1
                    continue
                }
                let day = Int64(values[row])
                if let interval, !TemporalTest.meets(days.start(day), days.start(day + 1) - 1, interval) {
                    continue
                }
                let weekday = Int(((day + 3) % 7 + 7) % 7 + 1)
                if let weekdays = selection.weekdays, !weekdays.contains(weekday) { continue }
                if selection.hours != nil {
                    accounts.hourless += 1
                    continue
                }
                fits[row] = true
            }
        }
        mask = fits
    }
}
