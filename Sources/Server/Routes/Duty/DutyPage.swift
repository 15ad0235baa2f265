internal import TabaqaEngine
internal import TabaqaFeatureModel

/// The duty board as a page: a table per department, with what needs somebody's attention above.
enum DutyPage {
    static func answer(_ call: Call, _ duties: [LayerDuty]) -> Answer {
        let page = DutyTable(call: call)
        var content: [HTML] = [
            .tag("link", [("rel", "stylesheet"), ("href", call.base + "/assets/review/duty.css")], []),
            .tag("script", [("type", "module"), ("src", call.base + "/assets/review/duty.js")], []),
            .tag("p", class: "lead", [.text(DutyWord.about(call.language))]), actions(call),
            summary(duties, call.language),
        ]
        if duties.isEmpty {
            content.append(.tag("p", class: "notice is-empty", [.text(DutyWord.empty(call.language))]))
        }
        for department in call.engine.catalog.departments {
            let own = duties.filter { $0.department == department.id }
            guard !own.isEmpty else { continue }
            content.append(page.department(department.title[call.language], own))
        }
        return Pages.page(call, title: DutyWord.title(call.language), content)
    }

    /// The key is the tab's own; the script puts what its holder may see in place of this.
    private static func actions(_ call: Call) -> HTML {
        let language = call.language
        let sheet = "\(call.base)/status?f=csv&lang=\(language.rawValue)"
        let form = HTML.tag(
            "form", [("class", "duty-sign-in"), ("id", "duty-sign-in")],
            [
                .tag(
                    "div", class: "field",
                    [
                        .tag("label", [("for", "duty-key")], [.text(DutyWord.key(language))]),
                        .tag(
                            "input",
                            [
                                ("id", "duty-key"), ("type", "password"), ("autocomplete", "off"),
                                ("required", ""), ("aria-describedby", "duty-key-help"),
                            ], []),
                    ]),
                .tag(
                    "button", [("class", "button is-primary"), ("type", "submit")],
                    [.text(DutyWord.signIn(language))]),
                .tag(
                    "p", [("class", "small muted"), ("id", "duty-key-help")],
                    [.text(DutyWord.keyHelp(language))]),
                .tag(
                    "p",
                    [
                        ("class", "notice is-error"), ("id", "duty-key-wrong"), ("role", "alert"),
                        ("hidden", ""),
                    ],
                    [.text(DutyWord.keyWrong(language))]),
            ])
        let isKnown = !call.viewer.isAnonymous
        let person: HTML =
            isKnown
            ? .tag(
                "p", class: "row",
                [
                    .tag("span", [("dir", "auto")], [.text(call.viewer.name)]),
                    .tag(
                        "button", [("class", "button"), ("type", "button"), ("id", "duty-sign-out")],
                        [.text(DutyWord.signOut(language))]),
                ]) : form
        return .tag(
            "div", class: "duty-actions",
            [
                .tag(
                    "p", class: "row",
                    [
                        .tag(
                            "a",
                            [
                                ("class", "button"), ("id", "duty-csv"), ("href", sheet),
                                ("download", "duties.csv"),
                            ],
                            [.text(DutyWord.download(language))]),
                        .tag(
                            "a",
                            [("class", "button"), ("href", "\(call.base)/review?lang=\(language.rawValue)")],
                            [.text(DutyWord.review(language))]),
                    ]), person,
            ])
    }

    private static func summary(_ duties: [LayerDuty], _ language: Language) -> HTML {
        let overdue = duties.count { $0.status.overdue != nil }
        let late = duties.reduce(0) { $0 + ($1.tally?.late ?? 0) }
        let conflicts = duties.reduce(0) { $0 + ($1.tally?.conflicts ?? 0) }
        func fact(_ count: Int, _ word: DutyWord, _ id: String) -> HTML {
            .tag(
                "p", [("class", "duty-fact" + (count > 0 ? " is-bad" : "")), ("id", id)],
                [
                    .tag("strong", [("dir", "ltr")], [.text(DutyText.number(count, language))]), " ",
                    .text(word(language)),
                ])
        }
        return .tag(
            "div", class: "duty-facts",
            [
                fact(overdue, .overdueLayers, "duty-overdue"), fact(late, .lateFiles, "duty-late"),
                fact(conflicts, .conflicts, "duty-conflicts"),
            ])
    }
}
