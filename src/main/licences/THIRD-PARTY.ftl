<#-- The list of third parties, META-INF/THIRD-PARTY.txt, from the POMs of what koopman.jar runs with. Here stand the licences
     that are accepted; any other, and a missing text, ends the build. After a change here: mvn clean. -->
<#assign accepted = {
  "apache 2": "Apache-2.0",
  "apache 2.0": "Apache-2.0",
  "apache-2.0": "Apache-2.0",
  "apache license": "Apache-2.0",
  "apache license, version 2.0": "Apache-2.0",
  "the apache license, version 2.0": "Apache-2.0",
  "the apache software license, version 2.0": "Apache-2.0",
  "mit": "MIT",
  "the mit license": "MIT",
  "the mit license (mit)": "MIT",
  "the bsd 2-clause license": "BSD-2-Clause",
  "bsd-3-clause": "BSD-3-Clause",
  "unicode/icu license": "Unicode-3.0",
  "epl-2.0": "EPL-2.0",
  "mozilla public license version 2.0": "MPL-2.0",
  "lgpl-2.1-or-later": "LGPL-2.1-or-later",
  "lgpl-3.0-or-later": "LGPL-3.0-or-later"
}>
<#-- Where a jar's content says more than its POM. -->
<#assign corrected = {
  "ai.djl.pytorch:pytorch-native-cpu": ["BSD-3-Clause"],
  "de.erichseifert.vectorgraphics2d:VectorGraphics2D": ["LGPL-3.0-or-later"]
}>
<#-- Texts in src/main/licences: of a licence, and of each holder where the licence wants a copyright line kept. -->
<#assign common = {
  "Apache-2.0": "LICENSE",
  "EPL-2.0": "EPL-2.0.txt",
  "MPL-2.0": "MPL-2.0.txt",
  "LGPL-3.0-or-later": "LGPL-3.0.txt"
}>
<#assign own = {
  "ai.djl.pytorch:pytorch-native-cpu": "pytorch-native-cpu.txt",
  "com.ibm.icu:icu4j": "icu4j.txt",
  "eu.neilalexander:jnacl": "jnacl.txt",
  "io.github.classgraph:classgraph": "classgraph.txt",
  "org.checkerframework:checker-qual": "checker-qual.txt",
  "org.ojalgo:ojalgo": "ojalgo.txt",
  "org.ow2.asm:asm": "asm.txt",
  "org.slf4j:slf4j-api": "slf4j.txt",
  "org.slf4j:slf4j-nop": "slf4j.txt"
}>
<#macro jar p names>
  <#local key = p.groupId + ":" + p.artifactId>
  <#local ids = []>
  <#list corrected[key]!names as name>
    <#if !accepted[name?lower_case]??>
      <#stop "licence (" + name + ") of " + key + ":" + p.version + " must be one that src/main/licences/THIRD-PARTY.ftl"
        + " accepts: use another library; or, if its terms allow it beside Apache-2.0, add it there ('accepted', or"
        + " 'corrected' if the POM names none), with its text">
    </#if>
    <#local ids = ids + [accepted[name?lower_case]]>
  </#list>
  <#local text = own[key]!common[ids[0]]!"">
  <#if text == "">
    <#stop "text of the licence (" + ids[0] + ") of " + key + ":" + p.version + " must lie in src/main/licences with its"
      + " copyright line: add it there, and its name under 'own' or 'common' in THIRD-PARTY.ftl">
  </#if>
  <#local source = "">
  <#if ids[0] == "EPL-2.0" || ids[0] == "MPL-2.0" || ids[0] == "LGPL-3.0-or-later">
    <#local source = ", source: " + (p.scm.url)!p.url>
  </#if>
${p.name}
  ${key}:${p.version} | ${ids?join(" or ")} | ${text} | ${p.url!"no address"}${source}
</#macro>
What koopman.jar runs with: libraries of others, unchanged, each a jar of its own

Each has its name, its coordinates, its licence, the file with the licence's text (in the folder licences of a release; in
src/main/licences of the sources, LICENSE at their top) and its address. Where there is a choice of licences, ours is the first.

In lib, on the class path:

<#list dependencyMap as entry>
<#if entry.getKey().artifact.scope != "provided">
<@jar entry.getKey() entry.getValue()/>
</#if>
</#list>

In lib/resolver, on no class path (Maven's resolver, for the kernel's %maven):

<#list dependencyMap as entry>
<#if entry.getKey().artifact.scope == "provided">
<@jar entry.getKey() entry.getValue()/>
</#if>
</#list>
