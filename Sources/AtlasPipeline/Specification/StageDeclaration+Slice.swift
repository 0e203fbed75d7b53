import AtlasCore
import AtlasRules

extension StageDeclaration {
  /// What the stage reads of a section of the specification at a place, as canonical JSON text: equal rules, equal bytes.
  /// Of the lint rules each stage reads those that it applies, so that a rule about pages is no reason to judge a diagram
  /// again; gates read the words that criteria share with rules. The rules about waivers count with those about pages: they are judged when a page's report is put together.
  func slice(of spec: SpecPack, _ section: String, at place: PagePlace) -> String {
    let content = spec.content(of: section, at: place)
    guard section == "lint", case .builtIn(let stage) = work else { return content.canonicalText }
    return content.keepingRules { id in
      switch stage {
      case .pageLint: RuleCatalog.rule(id)?.judgesPages == true
      case .lint: RuleCatalog.rule(id)?.judgesDiagrams == true
      case .libraryLint: RuleCatalog.rule(id)?.judgesLibrary == true
      case .gates: GateSpecification.rulesRead.contains(id)
      case .parse, .links, .metrics, .renderManifest, .aggregate: true
      }
    }.canonicalText
  }
}

extension JSONNode {
  fileprivate func keepingRules(where isKept: (String) -> Bool) -> JSONNode {
    guard let members else { return self }
    let kept = members.map { member in
      guard member.key == "rules", let rules = member.node.members else { return member }
      var narrowed = member
      narrowed.node = JSONNode(.object(rules.filter { isKept($0.key) }), range: member.node.range)
      return narrowed
    }
    return JSONNode(.object(kept), range: range)
  }
}
