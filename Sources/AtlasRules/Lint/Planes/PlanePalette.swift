import AtlasCore

/// The planes of an architecture: how they are called and in which colours they are drawn. Section `planes` of the spec
/// pack. Several palettes may be known; one of them holds.
package struct PlanePalette: Hashable, Sendable {
  /// The colours of one plane in one palette.
  package struct Colours: Hashable, Sendable {
    /// As the specification writes them.
    package var fill: String
    package var stroke: String
    package var text: String
    /// Other fills of the plane that belong to the palette, such as those for dark pages.
    package var variants: [Colour]
    var fillColour: Colour?
    var strokeColour: Colour?
    /// As a person writes them: `fill:#FF8800,stroke:#CC6600,color:#fff`
    let written: String

    fileprivate init(fill: String, stroke: String, text: String, variants: [Colour]) {
      self.fill = fill
      self.stroke = stroke
      self.text = text
      self.variants = variants
      fillColour = Colour(fill)
      strokeColour = Colour(stroke)
      written = "fill:\(fill),stroke:\(stroke),color:\(text)"
    }
  }

  package struct Plane: Hashable, Sendable {
    package var name: String
    package var title: String
    package var emoji: String
    package var className: String
    package var holds: [String]
    var titles: [PlaneName]
    var classes: [PlaneName]
    /// What in any title of the diagram says that another thing of the same name is meant.
    var unless: [PlaneName]
    var keywords: [PlaneName]
    /// By palette.
    package var colours: [String: Colours]
  }

  /// A plane that is no longer used.
  package struct RetiredPlane: Hashable, Sendable {
    package var name: String
    /// Which plane holds its members now, by place in `planes`.
    package var successor: Int?
    var colours: [Colour]
    var titles: [PlaneName]
    /// What a subgraph beside planes begins with that is left over of it.
    var beginnings: [PlaneName]
    var classes: [PlaneName]
    /// Class names that are ordinary words, and left over of it only with one of its colours.
    var colouredClasses: [PlaneName]
  }

  package let planes: [Plane]
  package let retired: [RetiredPlane]
  /// In the order of the specification.
  package let profiles: [String]
  /// The palette that holds; nil where each diagram may choose, which the specification calls `auto`.
  package let profile: String?
  /// Words of class names that say what happens to a node, and are more important than its plane.
  private let meaningWords: PlaneNames
  private let titles: PlaneNames
  private let classes: PlaneNames
  let meaningColours: Set<Colour>
  /// The fills of all palettes: whatever asks for one asks for every statement of a diagram.
  private let matches: [Colour: Match]

  package init(_ section: JSONNode?) {
    let palettes = section?["palettes"]?.members ?? []
    let planes = (section?["planes"]?.members ?? []).map { Self.plane($0.key, $0.node, palettes) }
    self.planes = planes
    titles = PlaneNames(planes.map(\.titles))
    classes = PlaneNames(planes.map(\.classes))
    let profiles = palettes.map(\.key)
    self.profiles = profiles
    matches = Self.matches(planes, profiles)
    let profile = section?["profile"]?.string ?? palettes.first?.key
    self.profile = profiles.contains(profile ?? "") ? profile : nil
    retired = (section?["retired"]?.members ?? []).map { Self.retired($0.key, $0.node, planes) }
    meaningWords = PlaneNames([Self.names(section?["meanings"]?["classes"])])
    meaningColours = Set(Self.strings(section?["meanings"]?["colours"]).compactMap { Colour($0) })
  }

  private static func plane(_ name: String, _ node: JSONNode, _ palettes: [JSONMember]) -> Plane {
    let title = node["title"]?.string ?? "\(name) plane"
    let className = node["class"]?.string ?? "\(name)Style"
    var colours: [String: Colours] = [:]
    for palette in palettes {
      if let node = palette.node[name] { colours[palette.key] = Self.colours(node) }
    }
    return Plane(
      name: name, title: title, emoji: node["emoji"]?.string ?? "", className: className,
      holds: strings(node["holds"]),
      titles: node["titles"] == nil ? [PlaneName("\(name) plane"), PlaneName(name)] : names(node["titles"]),
      classes: [PlaneName(className)] + names(node["classes"]), unless: names(node["unless"]),
      keywords: names(node["keywords"]), colours: colours)
  }

  private static func colours(_ node: JSONNode) -> Colours {
    Colours(
      fill: node["fill"]?.string ?? "", stroke: node["stroke"]?.string ?? "",
      text: node["text"]?.string ?? "#fff", variants: strings(node["variants"]).compactMap { Colour($0) })
  }

  private static func retired(_ name: String, _ node: JSONNode, _ planes: [Plane]) -> RetiredPlane {
    let successor = node["into"]?.string
    return RetiredPlane(
      name: name, successor: planes.firstIndex { $0.name == successor },
      colours: [node["fill"], node["stroke"]].compactMap { $0?.string.flatMap { Colour($0) } },
      titles: names(node["titles"]), beginnings: names(node["beginnings"]), classes: names(node["classes"]),
      colouredClasses: names(node["colouredClasses"]))
  }

  private static func strings(_ node: JSONNode?) -> [String] {
    (node?.array ?? []).compactMap(\.string)
  }

  private static func names(_ node: JSONNode?) -> [PlaneName] { strings(node).map { PlaneName($0) } }
}

// MARK: Questions

extension PlanePalette {
  /// A fill of a plane in one of the palettes.
  struct Match: Hashable {
    /// By place in `planes`.
    var plane: Int
    var profile: String
    var isVariant: Bool
  }

  /// The first palette and in it the first plane that has a fill.
  func match(_ colour: Colour) -> Match? { matches[colour] }

  private static func matches(_ planes: [Plane], _ profiles: [String]) -> [Colour: Match] {
    var matches: [Colour: Match] = [:]
    for profile in profiles {
      for (place, plane) in planes.enumerated() {
        guard let colours = plane.colours[profile] else { continue }
        let fills = [colours.fillColour] + colours.variants
        for (number, fill) in fills.enumerated() {
          guard let fill, matches[fill] == nil else { continue }
          matches[fill] = Match(plane: place, profile: profile, isVariant: number > 0)
        }
      }
    }
    return matches
  }

  /// The plane that a class is named for.
  func plane(ofClass name: String) -> Int? {
    let bytes = Array(name.utf8)
    return classes.plane(inTextWith: LetterSet(bytes)) { $0.isAll(of: bytes) }
  }

  /// The plane that a title or id names.
  func plane(named text: [UInt8]) -> Int? {
    titles.plane(inTextWith: LetterSet(text)) { $0.names(text) }
  }

  /// Whether a class says what happens to its nodes.
  func isMeaning(_ className: String) -> Bool {
    let bytes = Array(className.utf8)
    return meaningWords.plane(inTextWith: LetterSet(bytes)) { $0.stands(in: bytes) } != nil
  }

  func isRetired(_ colour: Colour) -> Bool { retired.contains { $0.colours.contains(colour) } }
}
