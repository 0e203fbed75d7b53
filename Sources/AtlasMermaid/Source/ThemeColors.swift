/// The variables of each of mermaid's themes of which it makes other colours when it is loaded: it fails where one of
/// them is no colour.
struct ThemeColors {
  /// Where a text stands, it must be a colour.
  let colors: Set<String>
  /// Not even an empty text will do: the theme has nothing to put in its place.
  let required: Set<String>

  /// Nil where mermaid.js has no theme of this name.
  static func of(theme: String) -> ThemeColors? { themes[theme] }

  private init(_ colors: String, scales: Bool = true, branches: Bool = true, required: String) {
    let words = { (text: String) in Set(text.split(separator: " ").map(String.init)) }
    self.required = words("primaryColor " + required)
    self.colors = words(colors + " quadrant1Fill secondaryColor").union(self.required)
      .union(scales ? (0..<12).map { "cScale\($0)" } : [])
      .union(branches ? (0..<8).map { "git\($0)" } : [])
  }

  private static let base = ThemeColors(
    "lineColor mainBkg primaryTextColor tertiaryColor", required: "background noteBkgColor")
  private static let redux = ThemeColors(
    "lineColor mainBkg primaryTextColor tertiaryColor", required: "background")

  private static let themes: [String: ThemeColors] = [
    "base": base,
    "neo": base,
    "neo-dark": base,
    "redux": ThemeColors(
      "lineColor mainBkg primaryTextColor tertiaryColor", scales: false, required: "background"),
    "redux-dark": redux,
    "redux-color": redux,
    "redux-dark-color": redux,
    "default": ThemeColors("", required: "labelTextColor secondaryColor"),
    "dark": ThemeColors(
      "", branches: false, required: "background labelBackground mainBkg primaryTextColor secondaryColor"),
    "forest": ThemeColors(
      "", required: "actorTextColor mainBkg primaryTextColor secondaryColor tertiaryColor"),
    "neutral": ThemeColors(
      "", branches: false, required: "border1 mainBkg primaryTextColor secondaryColor"),
  ]
}
