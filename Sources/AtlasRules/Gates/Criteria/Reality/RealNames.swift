import AtlasCore

/// `real.names`
enum RealNames: Criterion {
  static let description = CriterionDocumentation(
    id: "real.names",
    asks: "names real systems",
    strong: "a company or a product by name in a label or in the page's title, and no anonymous component",
    missing: "name the real systems: Netflix, Kong Gateway, PostgreSQL",
    examples: [
      .strong(.label, "Kong Gateway"), .strong(.label, "PostgreSQL 14"), .silent(.label, "Microservice"),
      .silent(.label, "metamorphosis"),
    ])

  static let options: [RuleOption] = [
    .texts(
      "names",
      [
        "Netflix", "Uber", "Amazon", "AWS", "Google", "GCP", "Meta", "Facebook", "Instagram", "WhatsApp",
        "Microsoft", "Azure", "LinkedIn", "Twitter", "Stripe", "Spotify", "Airbnb", "Discord", "Cloudflare",
        "GitHub", "GitLab", "Shopify", "DoorDash", "Slack", "Pinterest", "Twitch", "Coinbase", "Reddit",
        "Datadog",
        "Robinhood", "Zoom", "TikTok", "Snapchat", "Dropbox", "Instacart", "OpenAI", "Lyft",
        "PayPal", "Salesforce", "Oracle", "IBM", "Adobe", "Apple", "Tesla", "Walmart", "eBay",
        "Alibaba", "Tencent", "ByteDance", "Yahoo", "Etsy", "Zendesk", "Atlassian", "Akamai", "Fastly",
        "Okta",
        "Twilio", "PagerDuty", "Splunk", "New Relic", "Snowflake", "Databricks", "Confluent", "HashiCorp",
        "Roblox", "Epic Games", "Nvidia", "Kong", "Envoy", "Istio", "Linkerd", "NGINX", "Nginx", "HAProxy",
        "CloudFront", "Route 53", "Route53", "DynamoDB", "Aurora", "S3", "EC2", "Lambda", "Kinesis", "SQS",
        "SNS",
        "RDS", "ElastiCache", "Redshift", "EMR", "EKS", "ECS", "Fargate", "BigQuery", "Bigtable", "Spanner",
        "Pub/Sub", "Cosmos DB", "Zuul", "Eureka", "Hystrix", "EVCache", "Kubernetes", "Docker", "Prometheus",
        "Grafana", "Jaeger", "Zipkin", "OpenTelemetry", "Kibana", "Logstash", "Memcached", "Varnish",
        "Consul",
        "etcd", "ZooKeeper", "Kafka", "RabbitMQ", "Pulsar", "NATS", "Flink", "Spark", "Airflow", "Hadoop",
        "HDFS", "Hive", "Presto", "Trino", "Druid", "ClickHouse", "Vitess", "CockroachDB", "TiDB",
        "FoundationDB",
        "ScyllaDB", "Couchbase", "Neo4j", "iPhone", "Android", "Chrome", "Spinnaker", "Jenkins", "ArgoCD",
        "Terraform", "Ansible", "Argo", "Titus", "Mesos", "Nomad", "Vault", "CloudWatch", "Zookeeper",
        "Redis",
        "PostgreSQL", "MySQL", "MongoDB", "Cassandra", "Elasticsearch", "Temporal", "Cadence", "Nagios",
      ], "companies and products, beside the products of the section metrics"),
    .texts(
      "ambiguous", ["Go", "React", "Linux", "HTTP", "TLS", "OAuth", "Storm"],
      "products whose names mean other things too"),
    .texts("findings", ["anonymous-component"], "rules that speak where a component has no name"),
  ]

  static let unsearched: Set<String> = ["findings", "ambiguous"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    let anonymous = subject.diagram.findings.filter { settings.set("findings").contains($0.code) }
    if !anonymous.isEmpty {
      return .fail(description.missing, subject.quotes(inDiagram: anonymous.prefix(2).map(\.range)))
    }
    for text in subject.diagram.labels {
      guard let cue = text.cues.first(where: { isName($0, subject, settings) }) else { continue }
      return .pass([subject.quote(cue.range, of: text, isStrong: true)].compactMap { $0 })
    }
    guard let title = subject.page.title else { return .fail(description.missing) }
    let cues = subject.specification.lexicon.cues(in: Array(title.text.utf8))
    return cues.contains { isName($0, subject, settings) } ? .pass([title]) : .fail(description.missing)
  }

  private static func isName(
    _ cue: Lexicon.Cue, _ subject: GateSubject, _ settings: CriterionSettings
  ) -> Bool {
    if cue.list == settings.list("names") { return true }
    guard cue.list == subject.specification.productList else { return false }
    return !settings.set("ambiguous").contains(subject.specification.productNames[cue.phrase])
  }
}
