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

  @Test func otherKindsAreLeftOut() {
    var specification = MetricSpecification.standard
    specification.kinds = [.cost]
    var reader = QuantityReader(specification)
    #expect(reader.read(Array("p99: 10ms, $5M/year, 30 brokers".utf8)).map(\.kind) == [.cost])
  }
}
