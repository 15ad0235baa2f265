internal import TabaqaColumns
internal import TabaqaFeatureModel

extension FilterCompiler {
    func program(_ value: FilterValue) throws -> ValueProgram {
        switch value {
        case .literal(let literal): return .constant(literal)
        case .property(let name): return property(try columns.values(name))
        case .arithmetic(let left, let operation, let right):
            guard let a = try program(left).numbers, let b = try program(right).numbers else {
                throw mismatch(value, "only numbers can be reckoned with")
            }
            return .number { rows, values in
                a(rows, values)
                withUnsafeTemporaryAllocation(of: Double.self, capacity: rows.count) { second in
                    guard let base = second.baseAddress else { return }
                    b(rows, base)
                    for index in 0..<rows.count {
                        values[index] = operation.apply(values[index], base[index])
                    }
                }
            }
        case .folded(let inner, let folding):
            switch try program(inner) {
            case .constant(.text(let text)): return .constant(.text(folding.apply(text)))
            case .constant(.null): return .constant(.null)
            case .text(var text):
                text.foldings.append(folding)
                return .text(text)
            default: throw mismatch(value, "\(folding.rawValue.uppercased()) needs a text")
            }
        case .function(let function, let inner): return try datePart(function, program(inner), value)
        case .truth(let filter):
            let node = try compile(filter)
            return .whole(.boolean) { rows, values in
                withUnsafeTemporaryAllocation(of: UInt8.self, capacity: rows.count) { truth in
                    guard let base = truth.baseAddress else { return }
                    node.run(FilterBlock(rows: rows), base)
                    for index in 0..<rows.count {
                        values[index] = base[index] == Truth.unknown ? .min : Int64(base[index] >> 1)
                    }
                }
            }
        }
    }

    private func property(_ values: ColumnValues) -> ValueProgram {
        switch values {
        case .text(let column): .text(FoldedText(column: column))
        case .integer(let values): .whole(.integer, Self.copy(values))
        case .instant(let values): .whole(.instant, Self.copy(values))
        case .decimal(let values):
            .number { rows, target in
                values.withUnsafeBufferPointer { for (i, row) in rows.enumerated() { target[i] = $0[row] } }
            }
        case .boolean(let values):
            .whole(.boolean) { rows, target in
                for (index, row) in rows.enumerated() {
                    target[index] = values[row] < 0 ? .min : Int64(values[row])
                }
            }
        case .date(let values):
            .whole(.date) { rows, target in
                for (index, row) in rows.enumerated() {
                    target[index] = values[row] == .min ? .min : Int64(values[row])
                }
            }
        }
    }

    private static func copy(_ values: MappedArray<Int64>) -> ValueProgram.Fill<Int64> {
        { rows, target in
            values.withUnsafeBufferPointer { for (i, row) in rows.enumerated() { target[i] = $0[row] } }
        }
    }

    private func datePart(
        _ function: FilterFunction, _ value: ValueProgram, _ tree: FilterValue
    ) throws -> ValueProgram {
        let clock = try ZoneClock(zone: columns.layer.time?.zone ?? "UTC")
        guard case .whole(let kind, let fill) = value, kind == .date || kind == .instant else {
            throw mismatch(tree, "\(function.rawValue) needs a date or time")
        }
        let part: (Int64) -> Int64 =
            kind == .date
            ? { day in Self.part(function, days: Int(clamping: day), hour: nil) }
            : { instant in
                let local = clock.local(instant)
                return Self.part(function, days: local.days, hour: local.hour)
            }
        return .whole(.integer) { rows, values in
            fill(rows, values)
            for index in 0..<rows.count where values[index] != .min { values[index] = part(values[index]) }
        }
    }

    private static func part(_ function: FilterFunction, days: Int, hour: Int?) -> Int64 {
        let date = CivilDate(daysSince1970: days)
        return switch function {
        case .year: Int64(date.year)
        case .month: Int64(date.month)
        case .day: Int64(date.day)
        case .hour: hour.map(Int64.init) ?? .min
        case .weekday: Int64(date.isoWeekday)
        }
    }
}
