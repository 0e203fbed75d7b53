import AtlasCore
import AtlasRules
import AtlasTestSupport
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@Suite struct MetricSpecificationTests {
  private static let path = SharedMaterial.packageRoot + "/data/spec/metrics.json"

  @Test func thePublishedSectionIsTheStandardOne() throws {
    let text = MetricSpecification.standard.json
    if getenv("ATLAS_UPDATE_GOLDEN") != nil, let file = fopen(Self.path, "wb") {
      _ = Array(text.utf8).withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
      fclose(file)
    }
    let published = try #require(LabelledSet.contents(of: Self.path))
    #expect(String(decoding: published, as: UTF8.self) == text, "rewrite with ATLAS_UPDATE_GOLDEN=1")
  }

  @Test func aSectionReadBackIsTheSame() throws {
    let node = try JSONReader.read(Array(MetricSpecification.standard.json.utf8))
    let read = MetricSpecification(metrics: node, kinds: nil)
    #expect(read.countNouns == MetricSpecification.standardCountNouns)
    #expect(read.products == MetricSpecification.standardProducts)
    #expect(read.units == MetricSpecification.standardUnits)
    #expect(read.kinds == MetricSpecification.standard.kinds)
  }

  @Test func theStagesOptionNarrowsTheKinds() throws {
    let section = try JSONReader.read(Array(#"{"kinds": ["cost", "latency"]}"#.utf8))
    let option = try JSONReader.read(Array(#"["latency", "users"]"#.utf8))
    #expect(MetricSpecification(metrics: section, kinds: option).kinds == [.latency])
    #expect(MetricSpecification(metrics: nil, kinds: option).kinds == [.latency, .users])
  }

  @Test func nounsOfTheSectionMakeCounts() throws {
    let section = try JSONReader.read(Array(#"{"kinds": ["count"], "countNouns": ["factories"]}"#.utf8))
    var reader = QuantityReader(MetricSpecification(metrics: section, kinds: nil))
    #expect(
      reader.read(Array("12 factories, 1 factory, 30 brokers".utf8)).map(\.name) == ["factories", "factory"])
  }

  @Test func productsOfTheSectionHaveVersions() throws {
    let section = try JSONReader.read(
      Array(#"{"products": [{"name": "Frobnicator", "aliases": ["frob tool"], "majors": [2, 4]}]}"#.utf8))
    var reader = QuantityReader(MetricSpecification(metrics: section, kinds: nil))
    let found = reader.read(Array("Frobnicator 3, Frob Tool 2.1, Frobnicator 9, Redis 7.2".utf8))
    #expect(found.map(\.version) == ["3", "2.1"])
    #expect(found.allSatisfy { $0.name == "Frobnicator" })
  }

  private static func read(_ text: String, units: String) throws -> [String] {
    let section = try JSONReader.read(Array(#"{"units": {\#(units)}}"#.utf8))
    var reader = QuantityReader(MetricSpecification(metrics: section, kinds: nil))
    return reader.read(Array(text.utf8)).map { quantity in
      guard case .value(let value) = quantity.amount else { return "\(quantity.kind)" }
      return "\(quantity.kind) \(value) \(quantity.unit)"
    }
  }

  @Test(arguments: [
    (#""XPS": "per second""#, "12 XPS", ["throughput 12.0 /s"]),
    (#""XPS": "per second""#, "12 kXPS", ["throughput 12000.0 /s"]),
    (#""xps": "per second""#, "XPS: 5K", ["throughput 5000.0 /s"]),
    (#""XPM": "per minute""#, "120 XPM", ["throughput 2.0 /s"]),
    (#""XPH": "per hour""#, "7200 XPH", ["throughput 2.0 /s"]),
    (#""fans": "users""#, "5M fans", ["users 5000000.0 users"]),
    // The singular is an adjective, and counts only where it ends its phrase.
    (#""fans": "users", "fan": "users""#, "1 fan, 12 fan pages", ["users 1.0 users"]),
    (#""fans": "users""#, "1 fan", []),
    (#""quid": "GBP""#, "30 quid/month", ["cost 30.0 GBP"]),
    // Instead of the program's own.
    (#""XPS": "per second""#, "12 RPS, 5M riders", []),
    ("", "5M DAU, 12 requests/s", ["users 5000000.0 users", "throughput 12.0 /s"]),
  ])
  func unitsOfTheSectionAreRead(units: String, text: String, quantities: [String]) throws {
    #expect(try Self.read(text, units: units) == quantities)
  }

  @Test func otherKindsAreLeftOut() {
    var specification = MetricSpecification.standard
    specification.kinds = [.cost]
    var reader = QuantityReader(specification)
    #expect(reader.read(Array("p99: 10ms, $5M/year, 30 brokers".utf8)).map(\.kind) == [.cost])
  }
}
