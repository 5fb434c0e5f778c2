//! Sixty talks of real notes, drawn at random and read by hand: who spoke, and at which event.
//!
//! Facts, not texts: where each is in the notes, the names of its speakers (none where the note names nobody) and the event's id.

/// The path and heading in the notes, the speakers, the event.
pub(crate) type Fact = (&'static str, &'static [&'static str], &'static str);

pub(crate) const TALKS: [Fact; 60] = [
    ("daneah_conference-notes/2016/djangocon-us/accessibility.md", &["Radina Matic"], "djangocon-us-2016"),
    (
        "daneah_conference-notes/2016/djangocon-us/django-dashboards.md",
        &["Clinton Dreisbach"],
        "djangocon-us-2016",
    ),
    ("daneah_conference-notes/2016/djangocon-us/django-forms.md", &[], "djangocon-us-2016"),
    ("daneah_conference-notes/2016/djangocon-us/lucky.md", &["Saron Yitbarek"], "djangocon-us-2016"),
    ("daneah_conference-notes/2016/djangocon-us/querysets.md", &["Charlie Guo"], "djangocon-us-2016"),
    (
        "daneah_conference-notes/2016/djangocon-us/web-accessibility.md",
        &["Annalee Flower Horne"],
        "djangocon-us-2016",
    ),
    ("daneah_conference-notes/2016/djangocon-us/webpack.md", &["Scott Burns"], "djangocon-us-2016"),
    (
        "daneah_conference-notes/2018/djangocon-us/a-python-driven-web-app-framework.md",
        &["Kendall Chuang", "Henry Olson"],
        "djangocon-us-2018",
    ),
    (
        "daneah_conference-notes/2018/djangocon-us/becoming-a-multilingual-superhero-in-django.md",
        &["Sanyam Khurana"],
        "djangocon-us-2018",
    ),
    (
        "daneah_conference-notes/2018/djangocon-us/building-workflows-with-celery.md",
        &["Josue Balandrano Coronel"],
        "djangocon-us-2018",
    ),
    (
        "daneah_conference-notes/2018/djangocon-us/elasticsearch-accelerating-the-django-admin.md",
        &["Kate Kligman"],
        "djangocon-us-2018",
    ),
    (
        "daneah_conference-notes/2018/djangocon-us/README.md#serverless-django-with-zappa",
        &["Dane Hillard"],
        "djangocon-us-2018",
    ),
    ("daneah_conference-notes/2015/github-universe/github-api.md", &[], "github-universe-2015"),
    (
        "daneah_conference-notes/2017/pygotham/spark-streaming-for-world-domination.md",
        &["Win Suen"],
        "pygotham-2017",
    ),
    (
        "daneah_conference-notes/2017/pygotham/the-other-async-david-beazley.md",
        &["David Beazley"],
        "pygotham-2017",
    ),
    (
        "daneah_conference-notes/2017/pygotham/try-monads-with-big-data-using-pyspark-jordan-yaker.md",
        &["Jordan Yaker"],
        "pygotham-2017",
    ),
    ("daneah_conference-notes/2018/pygotham/beating-mastermind.md", &["Adam Forsyth"], "pygotham-2018"),
    (
        "daneah_conference-notes/2018/pygotham/creative-music-applications-in-python.md",
        &["Dror Ayalon"],
        "pygotham-2018",
    ),
    (
        "daneah_conference-notes/2018/pygotham/gradient-descent-demystified.md",
        &["Michael (Stu) Stewart"],
        "pygotham-2018",
    ),
    (
        "daneah_conference-notes/2018/pygotham/keep-it-secret-keep-it-safe-preserving-anonymity-by-subverting-stylometry.md",
        &["Robin Camille Davis"],
        "pygotham-2018",
    ),
    (
        "daneah_conference-notes/2018/pygotham/predicting-the-future-with-statistical-and-machine-learning-models.md",
        &["Rebeca Sarai"],
        "pygotham-2018",
    ),
    (
        "daneah_conference-notes/2018/pygotham/record-deduplication-with-python.md",
        &["Flávio Juvenal"],
        "pygotham-2018",
    ),
    (
        "daneah_conference-notes/2018/pygotham/seventeen-million-lines-of-python-later.md",
        &["Garrett Walker"],
        "pygotham-2018",
    ),
    (
        "karlhorky_talk-notes/2015-09-26-cssconf-eu.md#developing-for-localization-css-techniques-to-get-your-message-across-to-the-wor",
        &["Katie Kurkoski"],
        "cssconf-eu-2015",
    ),
    (
        "karlhorky_talk-notes/2015-09-26-cssconf-eu.md#i-don-t-want-to-be-on-facebook-all-day",
        &["Horia Dragomir"],
        "cssconf-eu-2015",
    ),
    ("karlhorky_talk-notes/2015-09-26-cssconf-eu.md#interoperable-css", &["Glen Maddern"], "cssconf-eu-2015"),
    (
        "karlhorky_talk-notes/2015-09-26-cssconf-eu.md#photoshop-is-dead-editing-images-in-css",
        &["Una Kravets"],
        "cssconf-eu-2015",
    ),
    (
        "karlhorky_talk-notes/DevFest-Vienna-2014-10-18.md#app-distribution-and-revenue-models",
        &["Maxim Mai"],
        "devfest-vienna-2014",
    ),
    (
        "karlhorky_talk-notes/DevFest-Vienna-2014-10-18.md#keeping-your-secrets-secret-in-an-open-source-project",
        &["Gerwin Sturm"],
        "devfest-vienna-2014",
    ),
    (
        "karlhorky_talk-notes/DevFest-Vienna-2014-10-18.md#kick-ass-documentation-driven-development",
        &["Floor Drees"],
        "devfest-vienna-2014",
    ),
    (
        "karlhorky_talk-notes/2015-09-25-jsconf-eu.md#fighting-ebola-with-javascript",
        &["Patricia Garcia"],
        "jsconf-eu-2015",
    ),
    (
        "karlhorky_talk-notes/2015-09-25-jsconf-eu.md#how-the-browser-actually-renders-a-website",
        &["Ryan Seddon"],
        "jsconf-eu-2015",
    ),
    (
        "karlhorky_talk-notes/2015-09-25-jsconf-eu.md#i-think-i-know-what-you-re-talking-about-but-i-m-not-quite-sure",
        &["jennz0r"],
        "jsconf-eu-2015",
    ),
    (
        "karlhorky_talk-notes/2015-09-25-jsconf-eu.md#if-walter-gropius-was-a-javascripter",
        &["Whitney Williams"],
        "jsconf-eu-2015",
    ),
    (
        "karlhorky_talk-notes/2015-09-25-jsconf-eu.md#transpiling-recomposed",
        &["Peter Müller"],
        "jsconf-eu-2015",
    ),
    ("karlhorky_talk-notes/kod.io-2014-03-01.md#angularjs-and-i18n", &["Pascal Precht"], "kod-io-2014"),
    ("karlhorky_talk-notes/kod.io-2014-03-01.md#fly-you-tools", &["Piotr Szotkowski"], "kod-io-2014"),
    (
        "karlhorky_talk-notes/2015-polymer-summit.md#a11y-with-polymer",
        &["Alice Boxhall", "Laura Palmaro"],
        "polymer-summit-2015",
    ),
    (
        "karlhorky_talk-notes/2015-polymer-summit.md#adaptive-ui-with-material-design-and-paper-elements",
        &["Zach Gibson", "Yuin Chen", "Addy Osmani"],
        "polymer-summit-2015",
    ),
    (
        "karlhorky_talk-notes/2015-polymer-summit.md#lightning-talk-polymer-s-gesture-system",
        &["Dan Freedman"],
        "polymer-summit-2015",
    ),
    (
        "karlhorky_talk-notes/2015-polymer-summit.md#lightning-talk-upgrading-to-1-0-with-polyup",
        &["Peter Burns"],
        "polymer-summit-2015",
    ),
    (
        "karlhorky_talk-notes/2015-polymer-summit.md#platinum-elements-service-worker",
        &["Mat Scales"],
        "polymer-summit-2015",
    ),
    (
        "karlhorky_talk-notes/2015-polymer-summit.md#polymer-performance-patterns",
        &["Eric Bidelman"],
        "polymer-summit-2015",
    ),
    (
        "karlhorky_talk-notes/2015-polymer-summit.md#polymer-s-animation-system",
        &["Yvonne Yip"],
        "polymer-summit-2015",
    ),
    (
        "karlhorky_talk-notes/2015-polymer-summit.md#testing-polymer-web-components",
        &["Chris Joel"],
        "polymer-summit-2015",
    ),
    (
        "karlhorky_talk-notes/2016-09-19-reactvienna.md#internationalization-in-react",
        &["Ognian Tschakalov"],
        "react-vienna-september-meetup-feat-stahlstadt-js-2016",
    ),
    (
        "karlhorky_talk-notes/TEDC13-Litmus-London-2013-10-28.md#data-for-designers",
        &["Kristina Huffman"],
        "tedc13-litmus-london-2013",
    ),
    (
        "karlhorky_talk-notes/TEDC13-Litmus-London-2013-10-28.md#lessons-from-a-low-flying-industry",
        &["Chris Studabaker"],
        "tedc13-litmus-london-2013",
    ),
    (
        "karlhorky_talk-notes/TEDC13-Litmus-London-2013-10-28.md#restoring-your-faith-in-email",
        &["Dan Oshinsky"],
        "tedc13-litmus-london-2013",
    ),
    (
        "karlhorky_talk-notes/TEDC13-Litmus-London-2013-10-28.md#test-your-way-to-success",
        &["Tim Watson"],
        "tedc13-litmus-london-2013",
    ),
    (
        "karlhorky_talk-notes/2015-09-24-valley-in-berlin.md#how-to-start-a-startup",
        &["Claude Ritter"],
        "valley-in-berlin-2015",
    ),
    (
        "karlhorky_talk-notes/2015-09-24-valley-in-berlin.md#lessons-learned-from-the-valley-pioneers-and-reinventing-yourself",
        &["Nicole DeMeo"],
        "valley-in-berlin-2015",
    ),
    (
        "karlhorky_talk-notes/2015-09-24-valley-in-berlin.md#weathering-the-bubble",
        &["Ben Larson"],
        "valley-in-berlin-2015",
    ),
    (
        "karlhorky_talk-notes/ViennaJS-2013-11-27.md#time-series-charts-with-rickshaw-d3-and-backbone-js",
        &["richard powell"],
        "viennajs-2013-11-27",
    ),
    (
        "karlhorky_talk-notes/ViennaJS-2013-11-27.md#using-neo4j-with-node",
        &["thomas fritz"],
        "viennajs-2013-11-27",
    ),
    (
        "karlhorky_talk-notes/ViennaJS-2013-12-16.md#json-hypertext-application-language-and-json-schema-validation",
        &["Lars d"],
        "viennajs-2013-12-16",
    ),
    (
        "karlhorky_talk-notes/ViennaJS-2013-12-16.md#things-that-are-terribly-wrong-in-the-js-world-controversial-stuff",
        &["Arpad Borsos"],
        "viennajs-2013-12-16",
    ),
    (
        "karlhorky_talk-notes/ViennaJS-2014-02-26.md#how-to-test-html5-canvas-frontend-with-only-one-mock-the-end-user-itself",
        &["József Ferenc (Dzsó) Pengő"],
        "viennajs-2014",
    ),
    (
        "karlhorky_talk-notes/ViennaJS-2014-02-26.md#short-tdd-with-angular-and-jasmine-live-coding-session",
        &["Robert Prosenc"],
        "viennajs-2014",
    ),
    (
        "karlhorky_talk-notes/ViennaPHP-2014-04-09.md#web-performance-101",
        &["Michael Kröll"],
        "viennaphp-2014",
    ),
];
