"""What runs on current, drawn in the language of draw.py."""

TECH = {
    "over-ear headphones": """
        base/16 path M60 128Q54 42 120 42Q186 42 180 128
        light/5 path M58 112Q60 46 114 40
        dark/8 path M78 90Q84 58 120 58Q156 58 162 90
        steel/7 path M60 104V128M180 104V128
        deep rect 66 120 32 76 15
        deep rect 142 120 32 76 15
        base path M74 116V200H60Q34 196 34 158Q34 120 60 116Z
        base path M166 116V200H180Q206 196 206 158Q206 120 180 116Z
        dark path M74 116V200H66V116ZM166 116V200H180Q206 196 206 158Q206 120 180 116Q190 156 166 190Z
        light path M56 124Q42 130 42 158Q42 172 46 180Q52 150 60 128Z
        shade path M82 126H98V190H82ZM142 126H158V190H142Z
        mist/4 path M180 146V170
    """,
    "earbuds": """
        deep path M60 148V118Q60 106 74 106H166Q180 106 180 118V148Z
        dark path M70 148V124Q70 116 80 116H160Q170 116 170 124V148Z
        turn -10 92 88
        base rect 86 62 20 78 10
        base oval 86 66 27 27
        light path M86 39Q113 40 113 66Q96 50 70 52Q76 40 86 39Z
        ink oval 62 70 10 16
        end
        turn 10 148 88
        dark rect 134 62 20 78 10
        base oval 154 66 27 27
        ink oval 178 70 10 16
        end
        base path M54 150Q54 142 62 142H178Q186 142 186 150V166Q186 205 150 205H90Q54 205 54 166Z
        light path M64 150H78Q66 178 86 198Q62 192 62 166V152Z
        shade path M162 142H178Q186 142 186 150V166Q186 205 150 205H138Q172 186 162 142Z
        glow oval 120 172 5 5
    """,
    "bluetooth speaker": """
        dark/9 path M196 92Q226 100 206 138
        dark rect 28 96 184 108 36
        base rect 28 90 184 108 36
        light path M64 90H176Q204 90 211 116H29Q36 90 64 90Z
        deep rect 42 110 156 76 28
        dark oval 82 148 32 32
        dark oval 158 148 32 32
        iron oval 82 148 17 17
        iron oval 158 148 17 17
        ink oval 82 148 8 8
        ink oval 158 148 8 8
        dark/6 path M92 100H104M120 96V104M136 100H148
        pale rect 112 164 16 6 3
        shine path M50 130Q56 114 74 112H92Q60 126 52 160Z
    """,
    "soundbar": """
        ink path M34 30H206V132H34Z
        glass path M40 36H200V126H40Z
        pale path M40 104Q88 62 136 92Q170 110 200 84V126H40Z
        shine path M40 36H98L58 126H40Z
        iron/5 path M64 132L58 150M176 132L182 150
        deep rect 14 150 212 40 14
        base rect 14 146 212 40 14
        light path M28 146H212Q224 146 226 158H14Q16 146 28 146Z
        deep rect 26 162 132 18 8
        dark/2 path M34 167H150M34 171H150M34 175H150
        pale/5 path M174 171h0M186 171h0M198 171h0
        glow oval 212 171 4 4
        wood rect 6 190 228 8 3
        bark rect 10 198 220 7 2
    """,
    "subwoofer": """
        ink path M56 194H72V206H56ZM168 194H184V206H168Z
        dark path M46 66L68 46H204L194 66Z
        deep path M194 66L204 46V178L194 198Z
        base rect 44 62 150 138 10
        light path M54 62H184Q194 62 194 72H44Q44 62 54 62Z
        dark oval 119 136 58 58
        deep oval 119 136 50 50
        iron oval 119 136 42 42
        dark oval 119 136 34 34
        ink oval 119 136 18 18
        shine path M86 118Q94 100 112 96Q104 108 102 122Z
        glow oval 178 84 4 4
        pale/4 path M58 84H78
    """,
    "turntable": """
        ink rect 40 188 30 16 5
        ink rect 170 188 30 16 5
        dark rect 24 70 192 126 12
        base rect 24 58 192 126 12
        light path M36 58H204Q216 58 216 70H24Q24 58 36 58Z
        dark oval 104 124 59 54
        ink oval 104 120 59 54
        iron/2 path M60 120Q62 84 104 80M148 120Q146 156 104 160M74 120Q76 96 104 93M134 120Q132 144 104 147
        gold oval 104 120 20 18
        white oval 104 120 4 4
        steel oval 188 86 17 15
        mist/6 path M188 86L184 132L150 150
        iron/9 path M152 149L144 153
        pale oval 190 162 9 8
    """,
    "microphone": """
        iron/8 path M164 70V116Q164 158 120 158Q76 158 76 116V70
        steel/10 path M120 160V190
        iron oval 120 196 54 10
        ink oval 120 193 54 9
        base rect 88 40 64 104 32
        dark path M120 40Q152 40 152 72V112Q152 144 120 144Q140 124 140 92Q140 60 120 40Z
        steel path M88 88V72Q88 40 120 40Q152 40 152 72V88Z
        mist path M88 88V72Q88 40 120 40Q100 56 100 88Z
        iron/2 path M90 62H150M88 74H152M98 50H142M104 44V88M120 40V88M136 44V88
        light rect 88 86 64 8 0
        glow oval 120 116 7 7
        iron oval 76 84 8 8
        iron oval 164 84 8 8
    """,
    "smartphone": """
        dark rect 50 34 92 162 16
        base rect 46 34 92 162 16
        light path M62 34H80L62 196Q46 196 46 180V50Q46 34 62 34Z
        deep rect 54 44 40 46 11
        iron/16 path M66 57h0M82 76h0
        ink/10 path M66 57h0M82 76h0
        dark rect 102 44 92 162 16
        ink rect 98 44 92 162 16
        glass rect 104 50 80 150 11
        pale path M104 138Q132 112 184 130V189Q184 200 173 200H115Q104 200 104 189Z
        base path M104 170Q140 142 184 164V189Q184 200 173 200H115Q104 200 104 189Z
        glow oval 162 88 13 13
        ink rect 132 55 24 7 3
    """,
    "mobile phone with buttons": """
        ink rect 142 24 12 40 6
        dark rect 78 38 92 168 22
        base rect 74 38 92 168 22
        light path M94 38H104L88 206Q74 202 74 186V60Q74 38 94 38Z
        ink rect 84 54 72 62 8
        glass rect 89 59 62 52 5
        ink/4 path M98 72H126M98 84H116
        leaf rect 132 92 14 10 2
        deep/5 path M108 46H132
        pale/12 path M98 128H104M136 128H142
        flame oval 120 128 8 6
        white/13 path M94 150H100M117 150H123M140 150H146M94 169H100M117 169H123
        white/13 path M140 169H146M94 188H100M117 188H123M140 188H146
        iron/3 path M97 150h0M120 150h0M143 150h0M97 169h0M120 169h0M143 169h0M97 188h0M120 188h0M143 188h0
    """,
    "phone case": """
        turn 9 120 120
        ink rect 92 22 88 150 15
        glass rect 97 27 78 140 11
        shine path M97 27H140L104 120H97Z
        end
        turn -5 108 130
        deep rect 56 44 100 160 20
        base rect 60 48 92 152 16
        light path M76 48H92L76 200Q60 200 60 184V64Q60 48 76 48Z
        deep rect 68 56 44 50 13
        steel oval 82 71 9 9
        ink oval 82 71 5 5
        steel oval 98 91 9 9
        ink oval 98 91 5 5
        end
    """,
    "wallet case": """
        dark path M120 44L204 34Q214 34 214 44V186Q214 196 204 196L120 204Z
        ink rect 132 50 72 140 11
        glass rect 137 55 62 130 8
        pale path M137 140Q166 118 199 134V178Q199 185 191 185H145Q137 185 137 178Z
        ink rect 158 59 20 6 3
        deep path M120 44L36 34Q26 34 26 44V190Q26 200 36 200L120 204Z
        base path M116 46L38 38Q32 38 32 44V188Q32 195 38 195L116 200Z
        mist rect 44 70 62 30 5
        flame rect 44 84 62 30 5
        white rect 44 98 62 30 5
        light path M32 108L116 110V120L32 118ZM32 128L116 130V200L38 195Q32 195 32 188Z
        dark/3 path M40 138L108 140V190L40 186Z
        base path M214 104H226Q232 104 232 112V124Q232 132 226 132H208Q200 118 214 104Z
    """,
    "screen protector": """
        dark rect 56 40 96 164 17
        base rect 52 40 96 164 17
        ink rect 58 46 84 152 12
        iron path M58 150Q98 118 142 140V186Q142 198 130 198H70Q58 198 58 186Z
        iron oval 118 82 10 10
        turn 8 150 130
        steel rect 96 30 84 152 12
        glass rect 94 28 84 152 12
        white path M106 28H132L94 108V40Q94 28 106 28ZM150 28H162L94 168V144Z
        mist path M178 150V168Q178 180 166 180H148Z
        steel rect 126 34 20 7 3
        end
    """,
    "charger": """
        steel rect 92 30 13 48 6
        steel rect 135 30 13 48 6
        mist rect 92 30 5 48 2
        mist rect 135 30 5 48 2
        deep path M82 72H158L166 96H74Z
        dark rect 62 92 122 112 20
        base rect 56 92 122 112 20
        light path M76 92H88L72 204Q56 202 56 184V112Q56 92 76 92Z
        deep rect 92 172 50 16 8
        mist rect 102 178 30 4 2
        pale path M122 106L100 140H114L110 162L134 126H119Z
    """,
    "wireless charger": """
        ink/6 path M196 182Q226 184 226 160Q226 140 206 140
        deep oval 116 186 88 20
        base oval 116 176 88 22
        light oval 116 172 78 18
        dark oval 116 172 50 11
        pale/3 path M66 172Q66 162 116 161Q166 162 166 172
        turn -12 120 90
        ink rect 84 20 72 126 12
        glass rect 89 25 62 116 9
        leaf rect 104 66 34 20 4
        leaf rect 138 72 4 8 1
        white path M123 60L108 80H118L115 94L132 74H121Z
        end
        glow/4 path M84 154Q116 166 150 152
    """,
    "charging cable": """
        base/10 path M66 84V132q0 46 54 46 62 0 62-44 0-42-56-42-42 0-42 40 0 28 40 28 52 0 52-64V84
        dark/10 path M120 178Q182 178 182 134Q182 116 171 106
        light/3 path M64 92V132Q66 172 108 177
        dark rect 54 64 26 36 7
        base rect 52 62 26 36 7
        dark rect 164 64 26 36 7
        base rect 162 62 26 36 7
        steel rect 56 38 18 26 7
        mist rect 60 42 5 20 2
        steel rect 166 38 18 26 7
        mist rect 170 42 5 20 2
        light/3 path M58 72V88M168 72V88
        gold rect 108 170 24 16 4
    """,
    "power bank": """
        steel rect 96 34 48 10 3
        ink rect 104 36 32 7 3
        dark rect 70 40 116 166 20
        base rect 62 40 116 166 20
        light path M82 40H94L78 206Q62 204 62 186V60Q62 40 82 40Z
        shade path M150 40H158Q178 40 178 60V186Q178 206 158 206H150Z
        dark rect 90 66 60 84 12
        pale path M124 76L100 112H116L112 138L140 100H122Z
        glow/8 path M96 176h0M112 176h0M128 176h0
        iron/8 path M144 176h0
        ink rect 184 76 4 20 2
    """,
    "phone holder": """
        base path M86 176H154L170 198Q170 205 162 205H78Q70 205 70 198Z
        light path M86 176H110L92 205H78Q70 205 70 198Z
        iron rect 108 132 24 50 8
        dark oval 120 160 20 13
        ink rect 82 24 76 134 13
        glass rect 88 30 64 122 9
        pale path M88 104L112 82L132 100L152 70V143Q152 152 143 152H97Q88 152 88 143Z
        white/4 path M102 146L112 118L130 112L134 84
        flame oval 134 72 9 9
        base path M66 76Q66 66 76 66H92V76H86V112H92V122H76Q66 122 66 112Z
        base path M174 76Q174 66 164 66H148V76H154V112H148V122H164Q174 122 174 112Z
        dark path M92 150H148V166Q148 172 142 172H98Q92 172 92 166Z
        shade path M174 76Q174 66 164 66H160V122H164Q174 122 174 112Z
    """,
    "keyboard": """
        ink/5 path M120 96Q120 70 146 66Q170 62 168 40
        deep path M20 190L26 204H214L220 190Z
        dark path M34 94H206L222 184Q222 194 212 194H28Q18 194 18 184Z
        base path M36 90H204L218 180Q218 188 210 188H30Q22 188 22 180Z
        light path M42 98H198L200 112H40ZM39 117H201L204 132H36ZM35 137H205L208 153H32ZM31 158H209L212 178H28Z
        base/4 path M54 96L51 114M70 96V114M86 96V114M102 96V114M120 96V114
        base/4 path M138 96V114M154 96V114M170 96V114M186 96L189 114
        base/4 path M60 115L56 134M77 115V134M94 115V134M111 115V134M129 115V134M146 115V134M163 115V134M180 115L183 134
        base/4 path M52 135L48 155M70 135V155M88 135V155M107 135V155M126 135V155M144 135V155M162 135V155M182 135L185 155
        base/4 path M54 156L50 180M76 156L74 180M164 156L166 180M186 156L190 180
        gold path M42 98H53L51 112H40Z
        pale path M186 158H209L212 178H190Z
        shade path M186 158H209L212 178H190Z
    """,
    "mouse": """
        ink/5 path M120 58Q120 34 150 34Q176 34 178 20
        dark path M124 56Q180 56 180 116V146Q180 205 124 205Q70 205 70 146Z
        base path M120 54Q172 54 172 114V144Q172 203 120 203Q68 203 68 144V114Q68 54 120 54Z
        light path M120 54V116H68V114Q68 54 120 54Z
        shade path M146 60Q172 74 172 114V144Q172 203 120 203Q152 190 152 140Z
        dark/4 path M68 118H172M120 56V116
        deep rect 110 76 20 34 10
        steel rect 115 80 10 26 5
        iron/2 path M116 87H124M116 93H124M116 99H124
        pale path M120 150Q130 160 120 172Q110 160 120 150Z
        shine path M82 84Q90 66 106 62Q96 80 92 104H80Z
    """,
    "monitor": """
        dark path M106 156H134L140 192H100Z
        base path M106 156H120V192H100Z
        deep rect 72 190 96 14 7
        base rect 72 188 96 10 5
        deep rect 22 40 200 122 9
        base rect 18 38 200 122 9
        ink rect 24 44 188 104 4
        glass rect 28 48 180 96 2
        pale path M28 120L76 84L112 110L158 70L208 112V142Q208 144 206 144H30Q28 144 28 142Z
        base path M28 132L70 112L120 136L172 106L208 130V142Q208 144 206 144H30Q28 144 28 142Z
        glow oval 94 72 11 11
        shine path M28 48H84L40 132H28Z
        light/4 path M112 154H124
    """,
    "laptop stand": """
        iron path M76 32H204L196 118H68Z
        glass path M82 38H198L191 112H75Z
        white path M84 82H124L122 90H83ZM85 66H148L147 74H84Z
        flame oval 172 58 10 10
        steel path M52 118H200L206 128Q206 132 200 132H46Q40 132 40 126Z
        mist path M52 118H120L112 132H46Q40 132 40 126Z
        dark path M44 134H186L190 142H44Z
        base path M36 134H180V144H36Q30 144 30 138V124Q30 120 34 120H38V134Z
        dark path M156 142H184L134 196H106Z
        base path M140 142H164L112 198H88Z
        dark rect 62 194 130 11 5
        base rect 56 192 130 11 5
        light/3 path M62 197H130M44 139H120
    """,
    "webcam": """
        steel path M18 172H222V186Q222 194 214 194H26Q18 194 18 186Z
        iron path M18 186H222V190Q222 204 208 204H32Q18 204 18 190Z
        dark path M92 152H148V176H92Z
        base path M84 140H134V184Q134 192 126 192H92Q84 192 84 184Z
        dark rect 38 60 172 92 46
        base rect 30 60 172 92 46
        light path M76 60H140Q60 76 62 150Q30 140 30 106Q30 60 76 60Z
        deep oval 116 106 38 38
        ink oval 116 106 31 31
        iron oval 116 106 21 21
        ink oval 116 106 13 13
        white oval 108 98 5 5
        glow oval 176 106 6 6
        mist/4 path M56 98V114
    """,
    "usb hub": """
        ink/9 path M52 158Q20 158 20 112Q20 76 58 76
        dark rect 54 60 40 30 7
        base rect 54 58 40 30 7
        steel rect 92 64 24 18 4
        mist rect 92 64 24 6 2
        deep path M52 146L72 120H214L220 146Z
        light path M50 148L70 124H210L222 148Z
        dark rect 46 150 178 54 12
        base rect 46 146 178 54 12
        ink rect 62 160 30 26 4
        ink rect 102 160 30 26 4
        steel path M66 164h22v8h-22ZM106 164h22v8h-22Z
        ink rect 144 168 24 10 5
        ink path M180 162H208V178L202 184H186L180 178Z
    """,
    "desk mat": """
        dark path M44 84H196L232 194Q234 202 226 202H14Q6 202 8 194Z
        base path M44 78H196L230 186Q232 194 224 194H16Q8 194 10 186Z
        light/3 path M48 84H192L222 187H18Z
        shade path M56 116H152L156 160H44Z
        white path M58 110H150L154 152Q154 156 150 156H48Q44 156 44 152Z
        steel/4 path M64 119H144M62 129H146M60 139H147M76 148H124
        white/4 path M76 114V134M92 114V142M108 114V142M124 114V142M140 114V142
        shade oval 188 148 16 22
        white oval 186 142 15 21
        steel/3 path M186 124V138
        bark oval 176 66 26 8
        wood path M152 40H200L196 66Q176 76 156 66Z
        wood/6 path M200 46Q216 48 198 60
        bark oval 176 40 24 6
    """,
}
