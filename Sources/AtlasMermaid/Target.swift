import AtlasCore

/// The mermaid.js version whose verdict is asked for. Everything was verified against 11.16.0; an earlier version
/// differs only by what `GrammarTable` says.
public enum Target: String, CaseIterable, Comparable, Sendable {
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case v11_14 = "11.14"
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case v11_15 = "11.15"
  // swift-format-ignore: AlwaysUseLowerCamelCase
  case v11_16 = "11.16"

  /// The one everything was verified against.
  public static let newest = Target.v11_16

  public static func < (left: Target, right: Target) -> Bool { left.order < right.order }

  private var order: Int { Target.allCases.firstIndex(of: self) ?? 0 }
}

/// The grammar differences between versions, all in one place, as mermaid's release notes tell them. A parser asks here,
/// and never compares versions itself.
enum GrammarTable {
  /// The header words that only later versions recognise, by the version that brought them.
  static func firstVersion(ofHeader header: KindDetector.Header) -> Target {
    switch header {
    case .swimlane, .railroad, .railroadDialect, .cynefin: .v11_16
    default: .v11_14
    }
  }

  /// What a kind's grammar took in later than its header.
  enum Feature: CaseIterable {
    /// `autonumber 1.5 0.25`
    case sequenceDecimalNumbers
    /// `string? name`
    case erOptionalAttributes
    /// `line [1 "low", 2 "high"]`
    case xychartPointLabels

    var firstVersion: Target {
      switch self {
      case .sequenceDecimalNumbers: .v11_15
      case .erOptionalAttributes, .xychartPointLabels: .v11_16
      }
    }

    /// What it is, at the beginning of a sentence.
    var name: String {
      switch self {
      case .sequenceDecimalNumbers: "a number with decimals"
      case .erOptionalAttributes: "`?` behind the type of an attribute"
      case .xychartPointLabels: "a label of a point"
      }
    }
  }
}

extension Diagnostics {
  /// Rejects what versions before `feature` came do not know.
  mutating func require(_ feature: GrammarTable.Feature, _ target: Target, _ range: TextRange, at offset: Int)
  {
    guard target < feature.firstVersion else { return }
    let version = feature.firstVersion.rawValue
    reject(
      .parseError, range, line: .of(offset),
      "\(feature.name) is known to mermaid.js from \(version) on, and this is judged as \(target.rawValue)",
      "leave it out, or show the page with mermaid.js \(version)")
  }
}
