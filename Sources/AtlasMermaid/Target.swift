/// The mermaid.js version whose verdict is asked for. Everything was verified against 11.16.0; an earlier version
/// differs only by what `GrammarTable` says.
public enum Target: String, CaseIterable, Comparable, Sendable {
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case v11_14 = "11.14"
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case v11_15 = "11.15"
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case v11_16 = "11.16"

  public static func < (left: Target, right: Target) -> Bool { left.order < right.order }

  private var order: Int { Target.allCases.firstIndex(of: self) ?? 0 }
}

/// The grammar differences between versions, all in one place. A parser asks here, and never compares versions itself.
enum GrammarTable {
  /// The header words that only later versions recognise, by the version that brought them.
  static func firstVersion(ofHeader header: KindDetector.Header) -> Target {
    switch header {
    case .swimlane, .railroad, .cynefin: .v11_16
    default: .v11_14
    }
  }
}
