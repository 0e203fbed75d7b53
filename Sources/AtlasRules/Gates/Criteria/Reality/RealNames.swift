import AtlasCore

/// `real.names`
enum RealNames: Criterion {
  static let description = CriterionDocumentation(
    id: "real.names",
    asks: "names real systems",
    strong: """
      a company or a product by name in a label or in the page's title, and no anonymous component; a name that is a word \
      too counts where the title begins with it
      """,
    missing: "name the real systems: Netflix, Kong Gateway, PostgreSQL",
    examples: [
      .strong(.label, "Kong Gateway"), .strong(.label, "PostgreSQL 14"), .silent(.label, "Microservice"),
      .silent(.label, "metamorphosis"), .strong(.label, "Spotify app"),
      .silent(.label, "Square of the count"),
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
        "ChatGPT", "YouTube", "Gmail", "Xbox", "PlayStation", "Sony", "Nintendo", "Disney", "Hulu", "HBO",
        "Vercel", "Netlify", "Heroku", "DigitalOcean", "Supabase", "PlanetScale", "Auth0", "LastPass",
        "Duolingo", "Grammarly", "Canva", "Figma", "Quora", "SoundCloud", "Bumble", "Tinder", "BeReal",
        "Telegram", "WeChat", "Baidu", "Samsung", "Intel", "Cisco", "VMware", "Red Hat", "SAP", "ServiceNow",
        "Workday", "HubSpot", "Mailchimp", "SendGrid", "Mixpanel", "Sentry", "CircleCI", "SolarWinds",
        "Peloton", "Klarna", "Adyen", "Plaid", "Revolut", "Monzo", "Mastercard", "Capital One", "JPMorgan",
        "Goldman Sachs", "NYSE", "Nasdaq", "Bloomberg", "Equifax", "British Airways", "Southwest Airlines",
        "Delta Air Lines", "United Airlines", "Lufthansa", "Expedia", "Booking.com", "Zalando", "IKEA",
        "Ticketmaster", "Fortnite", "Minecraft", "Riot Games", "Zynga", "Verizon", "Comcast", "Vodafone",
        "Rogers Communications", "Wikipedia", "Stack Overflow", "New York Times", "SpaceX", "NASA", "CERN",
        "Mercado Libre", "Flipkart", "Grab", "Gojek", "Nubank", "Ericsson", "Siemens", "Bosch", "Toyota",
        "CloudFlare", "DataDog", "Github", "Paypal", "Youtube", "HikariCP", "Pgpool", "Kiali", "Fluentd",
        "Fluent Bit",
      ], "companies and products, beside the products of the section metrics"),
    .texts(
      "titled",
      [
        "Square", "Notion", "Segment", "Medium", "Visa", "Rogers", "Wise", "Chime", "Amplitude", "Unity",
        "Buffer", "Mint",
      ], "names that are words too, and count where the page's title begins with them"),
    .texts(
      "ambiguous",
      [
        "Go", "React", "Linux", "HTTP", "TLS", "OAuth", "Storm", "QUIC", "MQTT", "AMQP", "SAML", "OpenAPI",
      ],
      "products whose names mean other things too"),
    .texts("findings", ["anonymous-component"], "rules that speak where a component has no name"),
  ]

  static let unsearched: Set<String> = ["findings", "ambiguous"]

  static func judge(_ subject: GateSubject, _ settings: CriterionSettings) -> Judgement {
    let anonymous = subject.diagram.places(saidBy: settings.texts("findings"))
    if !anonymous.isEmpty {
      return .fail(description.missing, subject.quotes(inDiagram: anonymous.prefix(2)))
    }
    let names = settings.list("names")
    for text in subject.diagram.labels
    where text.lists.contains(names) || text.lists.contains(subject.specification.productList) {
      guard let cue = text.cues.first(where: { isName($0, subject, settings) }) else { continue }
      return .pass([subject.quote(cue.range, of: text, isStrong: true)].compactMap { $0 })
    }
    guard let title = subject.page.title else { return .fail(description.missing) }
    let bytes = Array(title.text.utf8)
    let isNamed = subject.specification.lexicon.cues(in: bytes).contains { cue in
      isName(cue, subject, settings)
        || (cue.list == settings.list("titled")
          && !bytes[..<cue.range.lowerBound].contains(where: Lexicon.isWord))
    }
    return isNamed ? .pass([title]) : .fail(description.missing)
  }

  private static func isName(
    _ cue: Lexicon.Cue, _ subject: GateSubject, _ settings: CriterionSettings
  ) -> Bool {
    if cue.list == settings.list("names") { return true }
    guard cue.list == subject.specification.productList else { return false }
    return !settings.set("ambiguous").contains(subject.specification.productNames[cue.phrase])
  }
}
