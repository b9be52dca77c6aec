"""What people take along, drawn in the language of draw.py."""

GEAR = {
    "parcel": """
        bark path M46 92L120 64L194 92V178L120 206L46 178Z
        wood path M46 92L120 120V206L46 178Z
        shade path M120 120L194 92V178L120 206Z
        wood path M46 92L120 64L194 92L120 120Z
        shine path M46 92L120 64L194 92L120 120Z
        base path M74 81L148 109L166 102L92 74Z
        dark path M148 109L166 102V132L148 139Z
        mist path M58 132L90 144V172L58 160Z
        iron/3 path M64 142L84 150M64 150L78 155
    """,
    "tent": """
        dark/2 path M120 56L10 202M120 56L230 202
        deep path M36 200Q56 92 120 50Q184 92 204 200Z
        base path M26 202Q62 104 120 50L94 202Z
        light path M26 202Q62 104 120 50L70 202Z
        dark path M214 202Q178 104 120 50L146 202Z
        ink path M94 202L120 62L146 202Z
        glow path M106 202L120 128L134 202Z
        base path M120 50L94 202L84 202Q112 120 120 50Z
        base path M120 62Q124 132 162 202H146Z
        pale/3 path M120 50Q66 104 30 202M120 50Q174 104 210 202
        gold/5 path M120 50V40L136 45L120 50
        iron/4 path M10 196V205M230 196V205
    """,
    "sleeping bag": """
        deep path M120 30Q168 30 172 86L160 190Q158 204 120 205Q82 204 80 190L68 86Q72 30 120 30Z
        base path M120 34Q164 34 167 86L156 188Q154 201 120 201Q86 201 84 188L73 86Q76 34 120 34Z
        light path M73 86Q96 104 120 104Q144 104 167 86L164 110Q144 126 120 126Q96 126 76 110Z
        dark path M86 80Q84 44 120 44Q156 44 154 80Q144 100 120 100Q96 100 86 80Z
        pale path M92 78Q92 52 120 52Q148 52 148 78Q138 92 120 92Q102 92 92 78Z
        white path M96 80Q96 64 120 62Q144 64 144 80Q134 90 120 90Q106 90 96 80Z
        shade path M167 86L156 188Q154 201 120 201Q140 160 142 118Z
        dark/3 path M79 136Q120 150 161 136M82 158Q120 172 158 158M84 180Q120 192 156 180
        gold/4 path M98 122L104 198
        gold/6 path M99 130L96 142
    """,
    "sleeping mat": """
        dark rect 62 38 96 168 22
        base rect 56 36 96 168 22
        light path M78 36Q56 36 56 58V182Q56 204 78 204Q64 160 78 36Z
        dark/4 path M60 62Q104 72 148 62M58 88Q104 98 150 88M58 114Q104 124 150 114
        dark/4 path M58 140Q104 150 150 140M60 166Q92 174 120 171
        pale/4 path M76 50Q104 54 132 50M66 76Q90 82 112 80M66 102Q90 108 112 106M66 128Q90 134 112 132
        iron oval 136 188 9 9
        mist oval 136 188 5 5
        deep rect 160 142 44 62 14
        base rect 164 150 36 54 12
        light/4 path M172 162V190
        deep/4 path M170 142Q182 122 194 142
    """,
    "camping stove": """
        flame path M96 64Q86 44 104 24Q104 40 114 44Q116 26 128 16Q128 36 140 44Q152 54 144 68H100Z
        glow path M106 66Q102 52 114 44Q118 54 124 42Q138 54 132 68Z
        iron/6 path M120 106L66 84V72M120 106L174 84V72M120 100V78
        iron rect 94 70 52 10 5
        steel path M104 80H136L128 100H112Z
        steel rect 110 98 20 26 4
        ink/6 path M130 110H160M160 102V118
        iron path M92 132Q92 120 120 120Q148 120 148 132Z
        base path M62 150Q62 130 120 130Q178 130 178 150V192Q178 205 120 205Q62 205 62 192Z
        light path M62 150Q62 136 82 133V202Q62 199 62 192Z
        dark path M150 132Q178 136 178 150V192Q178 200 150 204Z
        pale rect 62 158 116 24 0
        base path M120 160Q134 172 120 180Q106 172 120 160Z
    """,
    "headlamp": """
        deep path M40 92Q40 52 120 52Q200 52 200 92Q200 66 120 66Q40 66 40 92Z
        dark/20 path M44 104Q44 62 120 62Q196 62 196 104
        base/20 path M44 104Q44 158 120 160Q196 158 196 104
        pale/3 path M46 122Q60 150 104 156M194 122Q180 150 136 156
        ink rect 78 116 84 66 20
        base path M84 122H156L148 112H92Z
        iron oval 120 150 28 28
        mist oval 120 150 22 22
        glow oval 120 150 16 16
        white oval 114 144 6 6
        flame rect 112 106 16 8 4
        glow/5 path M120 192V202M88 188L80 197M152 188L160 197
    """,
    "trekking poles": """
        iron/6 path M70 92L150 200M170 92L90 200
        mist/6 path M78 102L116 154M162 102L124 154
        base/9 path M64 84L100 132M176 84L140 132
        ink path M42 42Q52 30 64 40L82 82L66 94L46 58Q40 50 42 42Z
        ink path M198 42Q188 30 176 40L158 82L174 94L194 58Q200 50 198 42Z
        light/4 path M52 62L66 54M58 73L72 65M188 62L174 54M182 73L168 65
        base/4 path M46 46Q26 66 44 84Q54 78 50 62M194 46Q214 66 196 84Q186 78 190 62
        dark oval 140 187 15 5
        dark oval 100 187 15 5
        gold/8 path M97 128L102 135M143 128L138 135
        steel/4 path M146 195L152 203M94 195L88 203
    """,
    "camping knife": """
        turn -32 120 130
        steel path M112 112L196 116Q224 122 238 138Q180 142 112 140Z
        mist path M112 112L196 116Q224 122 238 138Q190 126 112 124Z
        iron/3 path M130 118H182
        bark rect 16 106 106 40 18
        base rect 16 106 106 30 15
        light path M30 106H108Q116 107 118 116H20Q24 107 30 106Z
        steel rect 104 106 18 40 4
        gold/7 path M44 126h0M74 126h0
        iron oval 113 126 5 5
        end
        dark/4 path M42 196Q22 204 26 186Q30 172 42 178
    """,
    "soft flask": """
        ink rect 108 24 24 18 8
        base path M104 40H136L140 58H100Z
        dark rect 94 56 52 16 5
        light/3 path M104 60V68M114 60V68M124 60V68M134 60V68
        glass path M98 72H142Q172 96 166 134Q158 166 164 190Q164 204 120 205Q76 204 76 190Q82 166 74 134Q68 96 98 72Z
        light path M73 116Q120 126 167 116Q168 128 166 134Q158 166 164 190Q164 204 120 205Q76 204 76 190Q82 166 74 134Z
        shade path M142 72Q172 96 166 134Q158 166 164 190Q164 202 138 204Q150 140 142 72Z
        shine path M86 92Q76 118 88 146Q92 118 98 92Z
        base path M120 138Q134 156 120 166Q106 156 120 138Z
        dark/3 path M132 96H146M134 110H144M132 152H142M130 180H146
    """,
    "backpack": """
        dark/9 path M100 48Q100 26 120 26Q140 26 140 48
        deep path M60 100Q42 120 46 182L62 190ZM180 100Q198 120 194 182L178 190Z
        base path M58 96Q58 42 120 42Q182 42 182 96V190Q182 204 166 204H74Q58 204 58 190Z
        shade path M146 46Q182 54 182 96V190Q182 204 166 204H146Z
        light path M70 92Q70 56 120 56Q170 56 170 92V98H70Z
        dark/4 path M70 98H170
        gold/5 path M156 98V110
        dark rect 70 128 100 68 14
        base rect 74 134 92 58 10
        light/4 path M74 150H166
        gold/5 path M92 150V162
        deep/7 path M88 102V126M152 102V126
        mist rect 83 110 10 10 2
        mist rect 147 110 10 10 2
    """,
    "cabin case": """
        iron/7 path M98 76V30H142V76
        ink/9 path M96 30H144
        dark rect 66 72 116 124 18
        base rect 60 72 116 124 18
        light path M78 72Q60 72 60 90V178Q60 196 78 196Z
        dark/5 path M90 82V186M108 82V186M128 82V186M146 82V186
        pale/3 path M94 82V186M112 82V186M132 82V186
        steel rect 100 112 36 16 4
        deep/6 path M104 72Q104 62 120 62Q136 62 136 72
        shade path M158 72Q176 72 176 90V178Q176 196 158 196Z
        ink oval 80 200 8 6
        ink oval 158 200 8 6
        gold rect 170 124 10 20 3
    """,
    "suitcase": """
        deep/9 path M94 56Q94 40 120 40Q146 40 146 56
        dark rect 30 54 188 144 20
        base rect 24 54 186 144 20
        light path M44 54Q24 54 24 74V178Q24 198 44 198Z
        dark/5 path M24 92H210M24 160H210
        pale/3 path M28 98H206M28 166H206
        bark rect 56 54 18 144 0
        bark rect 160 54 18 144 0
        gold rect 54 116 22 18 4
        gold rect 158 116 22 18 4
        steel rect 104 48 32 14 4
        shade path M190 54Q210 54 210 74V178Q210 198 190 198Z
        ink oval 54 201 10 5
        ink oval 180 201 10 5
    """,
    "weekend bag": """
        bark/8 path M82 96Q80 42 120 42Q160 42 158 96
        dark path M36 96Q40 76 62 74H178Q200 76 204 96Z
        base path M30 102Q30 88 46 88H194Q210 88 210 102L216 190Q216 204 200 204H40Q24 204 24 190Z
        shade path M176 88H194Q210 88 210 102L216 190Q216 204 200 204H176Z
        bark path M27 160H213L216 190Q216 204 200 204H40Q24 204 24 190Z
        shade path M176 160H213L216 190Q216 204 200 204H176Z
        wood/9 path M84 92V200M156 92V200
        wood/8 path M84 100Q82 52 120 52Q158 52 156 100
        gold/4 path M44 88H196
        pale/3 path M98 120H142V148H98Z
        gold/8 path M84 124h0M156 124h0M84 160h0M156 160h0
    """,
    "gym bag": """
        dark/8 path M46 124Q120 -8 190 124
        base path M62 94H186Q214 98 214 148Q214 202 186 204H62Z
        light path M62 94H186Q200 96 207 112H62Z
        shade path M62 178H209Q202 203 186 204H62Z
        dark oval 62 149 40 55
        base oval 62 149 32 47
        light/4 path M44 132Q62 118 80 132
        pale rect 118 128 60 46 10
        dark/4 path M118 142H178
        gold/4 path M104 104H190
        deep/9 path M110 94V204M186 94V204
        ink/7 path M110 112Q114 68 148 68Q182 68 186 112
    """,
    "packing cubes": """
        dark rect 40 154 160 50 12
        base rect 40 150 160 50 12
        gold/4 path M52 158H186
        deep rect 54 104 132 46 12
        light rect 54 100 132 46 12
        mist/16 path M70 174H138M82 122H130
        gold/4 path M66 108H174
        dark rect 70 58 100 42 12
        pale rect 70 54 100 42 12
        glass rect 86 68 42 18 6
        iron/4 path M82 62H158
        deep/6 path M200 168Q212 175 200 182M186 116Q198 123 186 130M170 68Q182 75 170 82
        shade path M156 54H158Q170 54 170 66V84Q170 96 158 96H156ZM166 100H174Q186 100 186 112V134Q186 146 174 146H166Z
        shade path M176 150H188Q200 150 200 162V188Q200 200 188 200H176Z
    """,
    "toiletry bag": """
        white/8 path M92 92L74 44
        glass/9 path M76 50L69 30
        mist rect 132 50 24 52 5
        dark rect 136 38 16 16 4
        leaf path M108 96V62Q116 52 124 62V96Z
        deep path M40 96Q40 84 54 84H186Q200 84 200 96V120H40Z
        base path M36 108Q36 96 50 96H190Q204 96 204 108L210 188Q210 204 194 204H46Q30 204 30 188Z
        shade path M172 96H190Q204 96 204 108L210 188Q210 204 194 204H172Z
        gold/5 path M46 106H194
        gold/6 path M170 106V122
        dark/4 path M34 150Q120 164 206 150
        pale rect 98 168 44 20 5
        light path M38 114H62L56 196Q36 200 34 188Z
        dark/8 path M204 124Q226 130 206 148
    """,
    "travel pillow": """
        dark/60 path M66 172V128Q66 78 120 78Q174 78 174 128V172
        base/54 path M67 170V126Q67 74 120 74Q173 74 173 126V170
        light path M48 126Q50 58 112 54Q66 74 64 130V182Q48 178 48 164Z
        shade path M150 52Q200 66 200 124V168Q198 194 172 194Q186 150 178 110Q172 70 150 52Z
        pale/3 path M56 152Q72 160 90 152M150 152Q168 160 184 152M120 50V98
        ink/5 path M88 184Q120 204 152 184
        gold rect 112 186 16 14 4
        dark rect 162 116 22 14 3
    """,
    "travel document holder": """
        glass rect 116 40 74 110 6
        iron/3 path M150 54H160M150 64H160M172 50V80
        deep rect 56 28 88 140 8
        gold oval 100 62 17 17
        deep oval 100 62 12 12
        gold/3 path M84 62H116M100 46Q88 62 100 78Q112 62 100 46M82 38H118
        dark path M36 92Q36 82 46 82H194Q204 82 204 92V196Q204 205 194 205H46Q36 205 36 196Z
        base path M36 108Q120 136 204 108V196Q204 205 194 205H46Q36 205 36 196Z
        shade path M168 118L204 108V196Q204 205 194 205H168Z
        light/3 path M46 122Q120 146 194 122V195H46Z
        deep rect 108 112 24 44 10
        gold oval 120 144 6 6
    """,
    "wallet": """
        leaf path M54 66L176 48L182 96H58Z
        glow oval 116 76 14 10
        mist rect 66 70 112 60 8
        flame rect 74 82 112 60 8
        gold rect 84 94 20 14 3
        dark rect 32 92 176 112 16
        base rect 32 100 176 104 16
        light path M48 100H192Q208 100 208 112H32Q32 100 48 100Z
        dark/3 path M40 124V190Q42 196 48 196H192Q200 196 200 188
        shade path M150 100H192Q208 100 208 116V188Q208 204 192 204H150Z
        deep path M208 132H160Q146 134 146 152Q146 170 160 172H208Z
        light path M208 136H162Q150 138 150 152Q150 166 162 168H208Z
        gold oval 166 152 8 8
    """,
}
