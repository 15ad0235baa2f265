internal import TabaqaEngine
internal import TabaqaFeatureModel

/// One department's layers, a row each.
struct DutyTable {
    let call: Call

    private var language: Language { call.language }

    private static let columns: [DutyWord] = [
        .layer, .duty, .newest, .due, .overdue, .rows, .completeness, .flagged, .reviews, .files, .conflicts,
        .trend,
    ]

    func department(_ title: String, _ duties: [LayerDuty]) -> HTML {
        let head = HTML.tag(
            "tr", [], Self.columns.map { .tag("th", [("scope", "col")], [.text($0(language))]) })
        return .tag(
            "section", [],
            [
                .tag("h2", [], [.text(title)]),
                .tag(
                    "div",
                    [
                        ("class", "table-scroll"), ("tabindex", "0"), ("role", "region"),
                        ("aria-label", title),
                    ],
                    [
                        .tag(
                            "table", [("class", "table duty-table")],
                            [.tag("thead", [], [head]), .tag("tbody", [], duties.map(row))])
                    ]),
            ])
    }

    private func row(_ duty: LayerDuty) -> HTML {
        let status = duty.status
        let cells: [HTML] =
            status.isWithheld
            ? [chip(.withheld, "")] + Array(repeating: "–", count: 9)
            : [
                day(status.newest, duty.zone) ?? .text(DutyWord.never(language)),
                day(status.due, duty.zone) ?? "–", overdue(status), number(status.rows),
                completeness(duty), status.flaggedShare.map(share) ?? "–", reviews(duty), files(duty),
                number(duty.tally?.conflicts, isBad: (duty.tally?.conflicts ?? 0) > 0), trend(duty),
            ]
        let every = status.every.map { DutyText.every($0, language) } ?? DutyWord.noDuty(language)
        let all = [HTML.text(every)] + cells
        let name = HTML.tag(
            "th", [("scope", "row")],
            [
                .link(
                    "\(call.base)/collections/\(status.layer)?f=html&lang=\(language.rawValue)", status.title),
                .tag(
                    "span", [("class", "small muted duty-steward"), ("dir", "auto")],
                    [.text(status.steward ?? "")]),
            ])
        return .tag(
            "tr", [("id", "duty-\(status.layer)")],
            [name]
                + zip(Self.columns.dropFirst(), all).map { column, cell in
                    .tag("td", [("data-label", column(language))], [cell])
                })
    }

    private func chip(_ word: DutyWord, _ kind: String) -> HTML {
        .tag("span", class: "chip \(kind)", [.text(word(language))])
    }

    private func figure(_ text: String) -> HTML { .tag("bdi", [("dir", "ltr")], [.text(text)]) }

    private func number(_ number: Int?, isBad: Bool = false) -> HTML {
        guard let number else { return "–" }
        let text = figure(DutyText.number(number, language))
        return isBad ? .tag("span", class: "chip is-bad", [text]) : text
    }

    private func share(_ share: Double) -> HTML { figure(DutyText.share(share, language)) }

    private func day(_ instant: Int64?, _ zone: String) -> HTML? {
        guard let instant, instant < .max else { return nil }
        let text =
            (try? ZoneClock(zone: zone)).map { InstantText.local(instant, $0) } ?? InstantText.utc(instant)
        return .tag(
            "time", [("datetime", String(text.prefix(10))), ("dir", "ltr")], [.text(String(text.prefix(10)))])
    }

    private func overdue(_ status: LayerStatus) -> HTML {
        if let overdue = status.overdue {
            return .tag("span", class: "chip is-bad", [.text(DutyText.length(overdue, language))])
        }
        return status.due == nil ? "–" : chip(.current, "is-good")
    }

    private func completeness(_ duty: LayerDuty) -> HTML {
        guard let all = duty.completeness else { return "–" }
        guard let required = duty.requiredCompleteness, required < 1 else { return share(all) }
        return .all([
            share(all), " ",
            .tag(
                "span", class: "chip is-warning", [.text(DutyWord.required(language) + " "), share(required)]),
        ])
    }

    private func reviews(_ duty: LayerDuty) -> HTML {
        guard let tally = duty.tally else { return "–" }
        let words: [(ReviewState, DutyWord, String)] = [
            (.received, .received, ""), (.hasIssues, .hasIssues, "is-warning"), (.edited, .edited, ""),
            (.approved, .approved, "is-good"), (.rejected, .rejected, ""),
        ]
        return .tag(
            "ul", class: "duty-states",
            words.compactMap { state, word, kind in
                guard let count = tally.states[state], count > 0 else { return nil }
                return .tag(
                    "li", class: "chip \(kind)",
                    [figure(DutyText.number(count, language)), " ", .text(word(language))])
            })
    }

    private func files(_ duty: LayerDuty) -> HTML {
        guard let tally = duty.tally, tally.expectedFiles > 0 else { return "–" }
        var parts: [HTML] = [figure("\(tally.presentFiles)/\(tally.expectedFiles)")]
        if tally.incomplete > 0 {
            parts += [
                " ",
                .tag(
                    "span", class: "chip \(tally.late > 0 ? "is-bad" : "is-warning")",
                    [
                        figure(String(tally.expectedFiles - tally.presentFiles)), " ",
                        .text(DutyWord.missing(language)),
                    ]),
            ]
        }
        if tally.late > 0 {
            parts += [
                " ",
                .tag(
                    "span", class: "small duty-alert",
                    [figure(String(tally.late)), " ", .text(DutyWord.late(language))]),
            ]
        }
        return .all(parts)
    }

    /// Bars, the newest last in reading order; a screen reader hears the sums.
    private func trend(_ duty: LayerDuty) -> HTML {
        guard !duty.trend.isEmpty else { return "–" }
        let most = duty.trend.max() ?? 0
        let sum = duty.trend.reduce(0, +)
        let (step, height) = (4, 24)
        let bars = duty.trend.enumerated().compactMap { index, count -> HTML? in
            guard count > 0 else { return nil }
            let side = language.isRightToLeft ? duty.trend.count - 1 - index : index
            let bar = max(2, (count * height + most / 2) / max(1, most))
            return .tag(
                "rect",
                [
                    ("x", "\(side * step)"), ("y", "\(height - bar)"), ("width", "3"), ("height", "\(bar)"),
                ], [])
        }
        let word = duty.isTrendOfReception ? DutyWord.trendReceived : .trendRecorded
        let about =
            "\(DutyText.number(sum, language)) \(word(language)); \(DutyWord.most(language)) "
            + "\(DutyText.number(most, language)), \(DutyWord.today(language)) "
            + DutyText.number(duty.trend.last ?? 0, language)
        return .all([
            .tag(
                "svg",
                [
                    ("class", "duty-trend"), ("role", "img"), ("aria-label", about),
                    ("viewBox", "0 0 \(duty.trend.count * step) \(height + 1)"),
                    ("width", "\(duty.trend.count * step)"), ("height", "\(height + 1)"),
                ],
                [.tag("title", [], [.text(about)])] + bars + [
                    .tag(
                        "line",
                        [
                            ("x1", "0"), ("x2", "\(duty.trend.count * step)"), ("y1", "\(height)"),
                            ("y2", "\(height)"),
                        ], [])
                ]), " ", figure(DutyText.number(sum, language)),
        ])
    }
}
