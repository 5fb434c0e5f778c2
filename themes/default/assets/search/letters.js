// Letters that are another letter with more than a mark on it, each before what it is spelled with; a test holds that it is the library's list.
// @ts-check

const LIST =
  "ßssæaeðdøoþthđdħhıiĸqłlŋngœoeŧtƀbƃbƅ6ƈcƌdƍzƒfƕhwƙkƚlƛlƞnƣghƥpƨ2ƪshƫtƭtƴyƶzƺzhƻdzƽ5ƾtsƿwǀcǁxǂqcǃqǝeǥgȝyȡdȣouȥzȴlȵnȶtȷjȸdbȹqpȼcȿsɀzɇeɉjɋqɍrɏyɐaɑaɒaɓbɔoɕcɖdɗdɘeəeɚerɛeɜeɝerɞoɟjɠgɡgɢgɣgɤuɥyɦhɧhɨiɩiɪiɫlɬlɭlɮlzhɯwɰwɱmɲnɳnɴnɵoɶoeɷuɸfɹrɺrɻrɼrɽrɾrɿiʀrʁrʂsʃshʄjʅiʆshʇtʈtʉuʊuʋvʌaʍwʎyʏyʐzʑzʒzhʓzhʖxʗqʘpcʙbʚoeʛgʜhʝjʞkʟlʠqʣdzʤdzhʥdzʦtsʧtshʨtcʩfngʪlsʫlzʬwwʮyʯyςσẟdỻllỽvỿyⱡlⱥaⱦtⱨhⱪkⱬzⱱvⱳwⱴvⱶhⱷoⱸeⱹrⱺoⱻeꜧhꜩtzꜫ3ꜭ4ꜰfꜱsꜳaaꜵaoꜷauꜹavꜻavꜽayꝇlꝍoꝏooꝛrꝡvyꝣzꝩvꝺdꝼfꝿngꞁllꞃrꞅsꞇtꞎlꞑnꞓcꞔcꞕhꞗbꞙfꞛaeꞝoeꞟueꞡgꞣkꞥnꞧrꞩsꞯqꞵbꞷoꞹuꞻaꞽiꞿuꟁoꟃwꟈdꟊsꟍsꟑgꟓththꟕwwꟗsꟙsꟛlꟶhꟷiꟺwꟻfꟼpꟽmꟾi";

/** @type {Map<string, string>} */
export const SPELLED = new Map();
for (const [, letter, spelled] of LIST.matchAll(/([^a-z0-9])([a-z0-9]+|σ)/gu)) SPELLED.set(letter, spelled);
