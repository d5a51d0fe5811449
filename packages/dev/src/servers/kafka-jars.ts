import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Advice } from '../command.ts'
import { cacheFolder } from '../paths.ts'
import type { Say } from '../print.ts'
import { findProgram, outputOf, runProgram } from '../programs.ts'

export const kafkaVersion = '4.1.0'

/** Maven's own list of what Kafka needs to run. */
const project = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>e-shop</groupId>
  <artifactId>kafka</artifactId>
  <version>1</version>
  <packaging>pom</packaging>
  <dependencies>
    <dependency>
      <groupId>org.apache.kafka</groupId>
      <artifactId>kafka_2.13</artifactId>
      <version>${kafkaVersion}</version>
    </dependency>
  </dependencies>
</project>
`

export type Java = { readonly java: string; readonly classPath: string }

/** A Java and Kafka's jars: those of KAFKA_HOME, else fetched once by Maven; undefined without. */
export async function findKafka(say: Say): Promise<Java | undefined> {
  const java = await findJava()
  if (!java) return undefined
  const home = process.env['KAFKA_HOME']
  if (home) return { java, classPath: join(home, 'libs', '*') }
  const maven = await findProgram('mvn')
  return maven ? { java, classPath: join(await fetchedJars(maven, say), '*') } : undefined
}

async function findJava(): Promise<string | undefined> {
  const home = process.env['JAVA_HOME']
  const java = (await findProgram('java', home ? [join(home, 'bin')] : [])) ?? ''
  const stated = java && (await outputOf(java, '--version'))
  const major = Number(/^\S+ (\d+)/.exec(stated || '')?.[1])
  return major >= 17 ? java : undefined
}

async function fetchedJars(maven: string, say: Say): Promise<string> {
  const folder = join(cacheFolder, `kafka-${kafkaVersion}`)
  const known = await readdir(folder).catch(() => [])
  if (known.some((name) => name.startsWith('kafka_'))) return folder
  say(`fetching Kafka ${kafkaVersion} with Maven, once`)
  const draft = `${folder}.${process.pid}`
  await mkdir(draft, { recursive: true })
  try {
    await writeFile(join(draft, 'pom.xml'), project)
    const goal = ['dependency:copy-dependencies', `-DoutputDirectory=${join(draft, 'jars')}`]
    await runProgram(maven, ['--batch-mode', '--quiet', ...goal], { cwd: draft })
    await rename(join(draft, 'jars'), folder)
  } catch (error) {
    throw new Advice(`Maven could not fetch Kafka ${kafkaVersion}: ${String(error)}`)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
  return folder
}
